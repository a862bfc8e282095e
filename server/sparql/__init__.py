"""What can be told of a SPARQL text without evaluating it, in linear time and without recursion."""
