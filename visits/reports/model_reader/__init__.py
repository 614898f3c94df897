"""A language model as a second reader: what it is asked, and what of its answer stands in the article."""
