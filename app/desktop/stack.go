package desktop

// stack is the screens that are open, the shown one last.
type stack []Screen

func (s stack) top() Screen {
	if len(s) == 0 {
		return nil
	}
	return s[len(s)-1]
}

// leave ends screens from the top down until n are left. On an error the screen that could not be left is on top.
func (s *stack) leave(n int) error {
	for len(*s) > n {
		if err := s.top().Leave(); err != nil {
			return err
		}
		(*s)[len(*s)-1] = nil
		*s = (*s)[:len(*s)-1]
	}
	return nil
}
