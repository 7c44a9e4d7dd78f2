package xlsform

// merge puts names that stand in several orders into one that agrees with them all, as far as there is one.
func merge(orders [][]string) []string {
	var names []string // as they first come up
	after := map[string][]string{}
	before := map[string]int{} // how many names, not taken yet, a name comes after
	for _, order := range orders {
		for i, name := range order {
			if _, known := before[name]; !known {
				before[name] = 0
				names = append(names, name)
			}
			if i > 0 {
				after[order[i-1]] = append(after[order[i-1]], name)
				before[name]++
			}
		}
	}
	out := make([]string, 0, len(names))
	taken := make(map[string]bool, len(names))
	take := func(name string) {
		taken[name] = true
		for queue := []string{name}; len(queue) > 0; queue = queue[1:] {
			out = append(out, queue[0])
			for _, next := range after[queue[0]] {
				if before[next]--; before[next] == 0 && !taken[next] {
					taken[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
	for _, contradicted := range []bool{false, true} {
		for _, name := range names {
			if !taken[name] && (before[name] == 0 || contradicted) {
				take(name)
			}
		}
	}
	return out
}
