"""Rows as tables for analysts: Excel workbooks, Arrow streams, Parquet files, CSV that Excel reads.

They are made of the engine's JSON in a process of their own, for each answer one: so an engine
need not know them, what takes time or memory stands in nobody's way, and it can be ended.
"""
