package session

// job is a cell of one node that is to be worked out.
type job struct {
	rank  int32
	order int32
	n     *node
	what  aspect
}

func (j job) before(k job) bool {
	return j.rank < k.rank || j.rank == k.rank && j.order < k.order
}

// queue gives jobs in the order of their ranks, and within a rank in form order: a binary heap.
type queue []job

func (q *queue) put(j job) {
	h := append(*q, j)
	at := len(h) - 1
	for at > 0 {
		up := (at - 1) / 2
		if !j.before(h[up]) {
			break
		}
		h[at] = h[up]
		at = up
	}
	h[at] = j
	*q = h
}

func (q *queue) take() job {
	h := *q
	first, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	at := 0
	for {
		down := 2*at + 1
		if down >= len(h) {
			break
		}
		if down+1 < len(h) && h[down+1].before(h[down]) {
			down++
		}
		if !h[down].before(last) {
			break
		}
		h[at] = h[down]
		at = down
	}
	if len(h) > 0 {
		h[at] = last
	}
	*q = h
	return first
}

// renumber numbers the nodes in form order where instances have come, gone or moved.
func (s *Session) renumber() {
	if s.numbered == s.shape {
		return
	}
	s.numbered = s.shape
	next := int32(0)
	s.numberFrom(s.doc, &next)
}

func (s *Session) numberFrom(n *node, next *int32) {
	n.order = *next
	*next++
	for _, a := range n.attrs() {
		s.numberFrom(a, next)
	}
	for _, kid := range n.kids {
		s.numberFrom(kid, next)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			s.numberFrom(instance, next)
		}
	}
}
