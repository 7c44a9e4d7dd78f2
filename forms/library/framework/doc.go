// Package framework is the framework itself as data: its activities, the twelve months of its timetable, its roles, its
// clocks, and how long records are kept. The names, frequencies and forms of activities are those of the list "activity"
// of package library; everything else is in the CSV files of this folder, which open in any spreadsheet.
//
//	activities.csv   one row for each activity of the list: which roles complete it (completes), answer for it (answers),
//	                 are asked (consulted) and are told (informed); "yes" where the framework's timetable has it; the
//	                 clocks that run; the forms that are its report, where the framework names one
//	timetable.csv    the framework's timetable, row by row: a cell is "", "yes", or the cohort that the month looks at
//	roles.csv        who takes part, what their part is, and by which choice of the list "role" or "signatory" forms know them
//	clocks.csv       what has to happen by when: a rule on dates, what starts it, and whether the framework, the law or
//	                 the service decided it
//
// Coverage holds the framework against the library, and says of each activity what it lacks.
package framework
