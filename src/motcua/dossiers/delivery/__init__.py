"""The result goes where its applicant chose; a desk that received nothing helps whoever stands before it."""
