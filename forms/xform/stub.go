package xform

func (r *reader) settleDefaults() {}
func (r *reader) settleTriggers() {}
func (r *reader) readEntities()   {}
func (r *reader) notice()         {}
