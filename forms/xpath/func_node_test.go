package xpath_test

import "testing"

func TestNodes(t *testing.T) {
	expressions{
		{"position in a predicate", "r[position() = 2]/x", "2"},
		{"last", "r[last()]/x", "3"},
		{"place by number", "r[1]/x", "1"},
		{"place in a set", "(r/x)[3]", "3"},
		{"place among the children of each", "count(g/i[1])", "2"},
		{"predicates in turn", "r[x > 1][1]/x", "2"},
		{"position outside a predicate", "position()", "1"},
		{"instance of a repeat", "position(r[x = 3])", "3"},
		{"instances stand together", "position(g[2])", "1"},
		{"position of nothing", "position(none)", ""},
		{"current in a predicate", "count(r[x = current()/two])", "1"},
		{"indexed repeat", "indexed-repeat(/data/r/x, /data/r, 2)", "2"},
		{"indexed repeat beyond", "indexed-repeat(/data/r/x, /data/r, 9)", ""},
		{"indexed repeat in a repeat", "indexed-repeat(/data/g/i, /data/g, 2, /data/g/i, 2)", "d"},
		{"indexed repeats in any order", "indexed-repeat(/data/g/i, /data/g/i, 1, /data/g, 2)", "c"},
		{"index of no number", "indexed-repeat(/data/r/x, /data/r, 'x')", ""},
		{"instance", "instance('wards')/root/item[name = 'w2']/label", "West"},
		{"instance that is not there", "count(instance('none')/root/item)", "0"},
		{"pulldata", "pulldata('wards', 'label', 'name', 'w1')", "East"},
		{"pulldata of attributes", "pulldata('wards', '@no', '@code', 'b')", "2"},
		{"pulldata of no such attribute", "pulldata('wards', '@no', '@absent', 'b')", ""},
		{"pulldata of no such row", "pulldata('wards', 'label', 'name', 'w9')", ""},
		{"pulldata of no such list", "pulldata('none', 'label', 'name', 'w1')", ""},
		{"absolute in the predicate of an instance", "instance('wards')/root/item[name = /data/ward]/label", "West"},
		{"union in document order", "join(' ', two | r/x | ward)", "1 2 3 2 w2"},
		{"union of the same", "count(r | r)", "3"},
		{"shuffle", "join('', randomize(r/x, 1))", "213"},
		{"own name", "local-name(r/x)", "x"},
		{"by id", "id('e2')", "3"},
		{"attribute", "r/@id", "e1"},
		{"choice name", "jr:choice-name(ward, '/data/ward')", "/data/ward=w2"},
		{"version", "version()", "7"},
		{"selected", "selected('a b  c', ' b ')", "true"},
		{"not selected", "selected('ab c', 'a')", "false"},
		{"nothing selected", "selected('', 'a')", "false"},
		{"blank of blank", "selected('', '')", "true"},
		{"blank of something", "selected(' a ', '')", "false"},
		{"selected at", "selected-at('a b c', 2)", "c"},
		{"selected before", "selected-at('a b c', -1)", ""},
		{"selected beyond", "selected-at('a b c', 3)", ""},
		{"number of selected", "count-selected(' a b ')", "2"},
	}.run(t, `<data><r id="e1"><x>1</x></r><r><x>2</x></r><r id="e2"><x>3</x></r>
		<g><i>a</i><i>b</i></g><two>2</two><g><i>c</i><i>d</i></g><ward>w2</ward>
		<instance id="wards"><root><item no="1" code="a"><name>w1</name><label>East</label></item>
		<item no="2" code="b"><name>w2</name><label>West</label></item></root></instance></data>`)
}

func TestAxes(t *testing.T) {
	expressions{
		{"child", "join(' ', b/*)", "1 2"},
		{"descendant", "count(descendant::*)", "6"},
		{"descendant or self", "count(descendant-or-self::node()/self::*)", "7"},
		{"anywhere", "join(' ', //x)", "1 3"},
		{"anywhere, first of each", "join(' ', //x[1])", "1 3"},
		{"first anywhere", "join(' ', (//x)[1])", "1"},
		{"ancestor counts upwards", "local-name(c/d/x/ancestor::*[1])", "d"},
		{"ancestors in document order", "local-name(c/d/x/ancestor::*)", "data"},
		{"ancestor or self", "count(c/d/x/ancestor-or-self::*)", "4"},
		{"following", "join(' ', b/y/following::x)", "3"},
		{"preceding counts backwards", "string(c/d/preceding::*[1])", "2"},
		{"following sibling", "join(' ', b/x/following-sibling::*)", "2"},
		{"preceding sibling", "join(' ', b/y/preceding-sibling::*)", "1"},
		{"parents, each once", "count(b/*/..)", "1"},
		{"parents in document order", "local-name((c/d/x | b/x)/..)", "b"},
		{"attribute", "count(b/@*)", "2"},
		{"named attribute", "b/attribute::lang", "en"},
		{"attributes have a parent", "local-name(b/@lang/..)", "b"},
		{"following an attribute", "count(b/@lang/following::x)", "2"},
		{"preceding an attribute", "count(c/@k/preceding::x)", "1"},
		{"text", "b/x/text()", "1"},
		{"comment", "b/comment()", " note "},
		{"instruction", "c/processing-instruction('go')", "now"},
		{"another instruction", "count(c/processing-instruction('stop'))", "0"},
		{"self by name", "count(*/self::b)", "1"},
		{"root", "count(/)", "1"},
		{"above the root", "count(/..)", "0"},
	}.run(t, `<data><b lang="en" k="v"><x>1</x><y>2</y><!-- note --></b><c k="w"><?go now?><d><x>3</x></d></c></data>`)
}
