package xlsform

import "sync"

// headers says which columns a sheet may have.
type headers struct {
	// known are the columns by their standard names.
	known map[string]bool
	// aliases are further names, in snake case, with the standard name that each stands for; "a::b" for a part of a
	// group of columns.
	aliases map[string]string
	// languages are the standard names of columns that may stand once per language.
	languages map[string]bool
	// required is the column without which the sheet cannot be read; "" for none.
	required string
}

// Standard names of columns.
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
	colIntent   = "intent"
	colDisabled = "disabled"
	colListName = "list name"

	colRelevant      = "bind::relevant"
	colConstraint    = "bind::constraint"
	colRequired      = "bind::required"
	colReadOnly      = "bind::readonly"
	colCalculate     = "bind::calculate"
	colConstraintMsg = "bind::jr:constraintMsg"
	colRequiredMsg   = "bind::jr:requiredMsg"
	colNoApp         = "bind::" + bindNoApp
	colSaveTo        = "bind::" + bindSaveTo
	colAppearance    = "control::appearance"
	colCount         = "control::jr:count"

	setTitle    = "form_title"
	setID       = "form_id"
	setVersion  = "version"
	setLanguage = "default_language"
	setInstance = "instance_name"

	entityList     = "dataset"
	entityID       = "entity_id"
	entityCreateIf = "create_if"
	entityUpdateIf = "update_if"
	entityLabel    = "label"
)

// Attributes of a bind that have columns of their own.
const (
	bindNoApp  = "jr:noAppErrorString"
	bindSaveTo = "entities:saveto"
)

var surveyHeaders = sync.OnceValue(func() headers {
	return headers{
		known: set(colType, colName, colLabel, colHint, colGuidance, colDefault, colTrigger, colFilter, colParams,
			colIntent, colDisabled, "bind", "control", "instance", "media", "query", "sms_field", "sms_option", "flat",
			"list_name", "itemset"),
		aliases: map[string]string{
			"caption": colLabel, "command": colType, "tag": colName, "value": colName,
			"read_only": colReadOnly, "readonly": colReadOnly, "relevant": colRelevant, "relevance": colRelevant,
			"required": colRequired, "constraint": colConstraint, "calculation": colCalculate, "calculate": colCalculate,
			"constraint_message": colConstraintMsg, "constraining_message": colConstraintMsg,
			"required_message": colRequiredMsg, "requiredmsg": colRequiredMsg,
			"noapperrorstring": colNoApp, "no_app_error_string": colNoApp,
			"appearance": colAppearance, "repeat_count": colCount, "count": colCount, "jr:count": colCount,
			"autoplay": "control::autoplay", "rows": "control::rows", "body": "control",
			"image": "media::image", "big-image": "media::big-image", "audio": "media::audio", "video": "media::video",
			"save_to": colSaveTo, "compact_tag": "instance::odk:tag",
		},
		languages: set(colLabel, colHint, colGuidance, colConstraintMsg, colRequiredMsg, colNoApp,
			"media::image", "media::big-image", "media::audio", "media::video"),
		required: colType,
	}
})

// listHeaders are those of the sheets choices, external_choices and osm.
var listHeaders = sync.OnceValue(func() headers {
	return headers{
		known: set(colListName, colName, colLabel, "media"),
		aliases: map[string]string{
			"caption": colLabel, "list_name": colListName, "value": colName,
			"image": "media::image", "big-image": "media::big-image", "audio": "media::audio", "video": "media::video",
		},
		languages: set(colLabel, "media::image", "media::big-image", "media::audio", "media::video"),
		required:  colName,
	}
})

var settingsHeaders = sync.OnceValue(func() headers {
	return headers{
		known: set(setTitle, setID, setVersion, colName, setInstance, setLanguage, "style", "public_key",
			"submission_url", "auto_send", "auto_delete", "client_editable", "allow_choice_duplicates", "clean_text_values",
			"omit_instanceID", "instance_xmlns", "namespaces", "attribute", "instance_id", "sms_keyword", "sms_separator",
			"sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response", "prefix", "delimiter", "flat",
			"add_none_option"),
		aliases: map[string]string{
			"title": setTitle, "set_form_title": setTitle, "id_string": setID, "set_form_id": setID,
			"compact_prefix": "prefix", "compact_delimiter": "delimiter", "omit_instanceid": "omit_instanceID",
		},
	}
})

var entitiesHeaders = sync.OnceValue(func() headers {
	return headers{
		known:   set(entityList, entityID, entityCreateIf, entityUpdateIf, entityLabel, "repeat"),
		aliases: map[string]string{"list_name": entityList},
	}
})

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}
