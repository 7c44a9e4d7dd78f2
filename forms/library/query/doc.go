// Package query reads what meeting records and reports count among other records: which form, which answers, which period
// and by what it is grouped. The column bind::qa:query of a question holds one line of it.
//
//	count practice_evaluation where date_evaluated from ${quarter_start} to ${quarter_end} and overall_grade is inadequate
//	sum referrals of lado_dashboard where quarter_end from ${year_start} to ${year_end}
//	count actions where due before ${quarter_end} and state is not verified or not_taken
//	count themes where since from ${quarter_start} to ${quarter_end} by theme and kind
//
// A line looks at the complete records of a form, or at the entities of a list that forms write to. It counts them, or
// adds up the numbers that one question holds. All conditions must hold:
//
//	QUESTION is VALUE or VALUE        one of the answers chosen is one of these
//	QUESTION is not VALUE or VALUE    none of the answers chosen is any of these
//	QUESTION from VALUE to VALUE      both days included
//	QUESTION before VALUE             on an earlier day
//	QUESTION after VALUE              on a later day
//
// A value is the name of a choice or a day, or ${name}: the answer to a question of the form that asks. What has no
// answer is on no day and equals nothing. A line that ends in "by" makes a table, with one row for each answer found.
package query
