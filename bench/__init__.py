"""The benchmark: krig and its peers on this machine, on the same data, in one run."""
