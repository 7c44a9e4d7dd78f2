package xlsform

// headers says which columns a sheet may have.
type headers struct {
	// known are the columns by their standard names.
	known map[string]bool
	// aliases are further names, in snake case, with the standard name that each stands for; "a::b" for a part of a
	// group of columns.
	aliases map[string]string
	// languages are the standard names of columns that may stand once per language.
	languages map[string]bool
	// required are the columns without which the sheet cannot be read.
	required []string
}

// Standard names of columns that more than one step reads.
const (
	colType     = "type"
	colName     = "name"
	colLabel    = "label"
	colHint     = "hint"
	colGuidance = "guidance_hint"
	colDefault  = "default"
	colTrigger  = "trigger"
	colFilter   = "choice_filter"
	colParams   = "parameters"
	colListName = "list name"

	colRelevant      = "bind::relevant"
	colConstraint    = "bind::constraint"
	colRequired      = "bind::required"
	colReadOnly      = "bind::readonly"
	colCalculate     = "bind::calculate"
	colConstraintMsg = "bind::jr:constraintMsg"
	colRequiredMsg   = "bind::jr:requiredMsg"
	colNoAppError    = "bind::jr:noAppErrorString"
	colAppearance    = "control::appearance"
	colCount         = "control::jr:count"
)

func surveyHeaders() headers {
	return headers{
		known: set(colType, colName, colLabel, colHint, colGuidance, colDefault, colTrigger, colFilter, colParams,
			"bind", "control", "instance", "media", "intent", "disabled", "query", "sms_field", "sms_option", "flat",
			"list_name", "itemset"),
		aliases: map[string]string{
			"caption": colLabel, "command": colType, "tag": colName, "value": colName,
			"read_only": colReadOnly, "readonly": colReadOnly, "relevant": colRelevant, "relevance": colRelevant,
			"required": colRequired, "constraint": colConstraint, "calculation": colCalculate, "calculate": colCalculate,
			"constraint_message": colConstraintMsg, "constraining_message": colConstraintMsg,
			"required_message": colRequiredMsg, "requiredmsg": colRequiredMsg,
			"noapperrorstring": colNoAppError, "no_app_error_string": colNoAppError,
			"appearance": colAppearance, "repeat_count": colCount, "count": colCount, "jr:count": colCount,
			"autoplay": "control::autoplay", "rows": "control::rows", "body": "control",
			"image": "media::image", "big-image": "media::big-image", "audio": "media::audio", "video": "media::video",
			"save_to": "bind::entities:saveto", "compact_tag": "instance::odk:tag",
		},
		languages: set(colLabel, colHint, colGuidance, colConstraintMsg, colRequiredMsg, colNoAppError,
			"media::image", "media::big-image", "media::audio", "media::video"),
		required: []string{colType},
	}
}

func choicesHeaders() headers {
	return headers{
		known: set(colListName, colName, colLabel, "media"),
		aliases: map[string]string{
			"caption": colLabel, "list_name": colListName, "value": colName,
			"image": "media::image", "big-image": "media::big-image", "audio": "media::audio", "video": "media::video",
		},
		languages: set(colLabel, "media::image", "media::big-image", "media::audio", "media::video"),
		required:  []string{colName},
	}
}

func settingsHeaders() headers {
	return headers{
		known: set("title", "id_string", "version", colName, "instance_name", "default_language", "style", "public_key",
			"submission_url", "auto_send", "auto_delete", "client_editable", "allow_choice_duplicates",
			"clean_text_values", "omit_instanceid", "instance_xmlns", "namespaces", "attribute", "instance_id"),
		aliases: map[string]string{
			"form_title": "title", "set_form_title": "title", "form_id": "id_string", "set_form_id": "id_string",
			"prefix": "compact_prefix", "delimiter": "compact_delimiter",
		},
	}
}

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}
