package pdf

// Clean is text as the writer sets it.
func Clean(w *Writer, text string) string { return w.faces.clean(text) }
