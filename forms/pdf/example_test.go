package pdf_test

import (
	"bytes"
	"fmt"

	"plumbline/assets"
	"plumbline/forms/pdf"
	"plumbline/forms/report"
)

func ExampleWriter_Write() {
	var fonts pdf.Fonts
	for face, into := range map[assets.Face]*[]byte{
		assets.Regular: &fonts.Regular, assets.Bold: &fonts.Bold, assets.Italic: &fonts.Italic, assets.BoldItalic: &fonts.BoldItalic,
	} {
		file, err := assets.Font(face)
		if err != nil {
			fmt.Println(err)
			return
		}
		*into = file
	}
	w, err := pdf.NewWriter(fonts)
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	err = w.Write(&out, report.Document{Title: "Visits in March", Language: "en-GB", Blocks: []report.Block{
		report.Heading{Level: 1, Text: "Visits in March"},
		report.Table{
			Columns: []report.Paragraph{{{Words: "Day"}}, {{Words: "Who"}}},
			Rows:    [][]report.Cell{{{{{Words: "3 March"}}}, {{{Words: "Practitioner"}}}}},
		},
	}})
	fmt.Println(string(out.Bytes()[:8]), err)
	// Output: %PDF-1.7 <nil>
}
