package desktop

// command does what a key asks for: the screen on top first, the window where that declines.
func (s *Shell) command(c Command) {
	if !s.attend() {
		return
	}
	if c == CommandBack && s.stopCarrying() {
		return
	}
	if c == CommandBack && s.banner.words != "" {
		s.banner.hide()
		return
	}
	if top, ok := s.stack.top().(Commanded); ok && top.Command(c) {
		return
	}
	switch c {
	case CommandBack:
		s.Back()
	case CommandHelp:
		s.help()
	case CommandLock:
		s.Lock()
	case CommandPane:
		s.nextPane()
	case CommandFind, CommandNew:
		s.inList(c)
	}
}

// nextPane moves the keyboard between the rail and the page.
func (s *Shell) nextPane() {
	if s.desk == nil {
		return
	}
	if s.rail.holds(s.Focused()) {
		s.stack.top().Focus()
		return
	}
	s.Focus(s.rail.start())
}

// inList does what the list of evaluations is for, from wherever one is.
func (s *Shell) inList(c Command) {
	if s.desk == nil {
		return
	}
	s.evaluations()
	if list, ok := s.stack.top().(*evaluationsScreen); ok {
		list.Command(c)
	}
}
