package xpath

func references(expr) []Reference { return nil }
