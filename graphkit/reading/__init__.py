"""Reading decision documents: from a file to a draft of facts, each with its place."""
