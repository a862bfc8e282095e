"""The Reconciliation Service API 0.2: names in a spreadsheet become things of the graph.

Source: Reconciliation Service API v0.2, Final Community Group Report of 2023-04-10 (W3C Entity
Reconciliation Community Group).
"""
