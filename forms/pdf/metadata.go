package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// producer is the program that made the file.
const producer = "Plumbline"

// packet is an XMP packet. The identifier in its head is that of the XMP specification.
const packet = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
	`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%[1]s</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>%[2]s</rdf:li></rdf:Bag></dc:language>
%[3]s<pdf:Producer>%[4]s</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

// metadata writes the XMP packet, which declares PDF/UA-1.
func (t *tags) metadata() int {
	var more strings.Builder
	if t.doc.Author != "" {
		fmt.Fprintf(&more, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escaped(t.doc.Author))
	}
	if t.doc.Subject != "" {
		fmt.Fprintf(&more, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n", escaped(t.doc.Subject))
	}
	if !t.doc.Edited.IsZero() {
		at := t.doc.Edited.Format(time.RFC3339)
		fmt.Fprintf(&more, "<xmp:CreateDate>%[1]s</xmp:CreateDate>\n<xmp:ModifyDate>%[1]s</xmp:ModifyDate>\n", at)
	}
	body := fmt.Sprintf(packet, escaped(t.doc.Title), escaped(t.doc.Language), more.String(), producer)
	return t.add("<</Type /Metadata /Subtype /XML /Length %d>>\nstream\n%s\nendstream", len(body), body)
}

// escaped is text within XML.
func escaped(s string) string {
	var out strings.Builder
	if err := xml.EscapeText(&out, []byte(s)); err != nil {
		return "" // a strings.Builder takes everything
	}
	return out.String()
}

// information is the dictionary that older programs read.
func (t *tags) information() string {
	var out strings.Builder
	out.WriteString("<<")
	for _, e := range []struct{ name, words string }{
		{"Title", t.doc.Title}, {"Subject", t.doc.Subject}, {"Author", t.doc.Author}, {"Producer", producer}, {"Creator", producer},
	} {
		if e.words != "" {
			fmt.Fprintf(&out, "/%s %s ", e.name, textString(e.words))
		}
	}
	if at := t.doc.Edited; !at.IsZero() {
		date := at.Format("D:20060102150405-07'00'")
		fmt.Fprintf(&out, "/CreationDate (%s) /ModDate (%s)", date, date)
	}
	out.WriteString(">>")
	return out.String()
}
