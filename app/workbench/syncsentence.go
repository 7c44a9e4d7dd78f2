package workbench

import (
	"errors"

	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// syncSentences say what went wrong between this laptop and the centre.
func syncSentences() []sentence {
	return []sentence{
		{client.ErrNotEnrolled, "This laptop has no centre yet. Enrol it with the address and the code that your administrator gives you."},
		{client.ErrNoContact, "The centre was not reached. Everything is safe on this laptop, and goes by itself once there is a network. If there is one, check the address and the authority’s certificate."},
		{client.ErrNotCentre, "Whoever answered could not show that it is the centre. Perhaps this network asks you to sign in first: open a browser, sign in, and try again. If your administrator gave you a file of the centre’s authority, name that file too. Nothing was sent."},
		{client.ErrAddress, "That is not the address of a centre. It begins with https:// and a name, as your administrator gave it."},
		{client.ErrAuthorities, "There is no authority’s certificate in that file. Ask your administrator for the file that ends in .pem."},
		{ErrNoConflict, "There is nothing to decide here: only one answer stands."},
		{ErrNotAnswer, "That is no answer to this question. Nothing was changed. Show the form to see what it takes."},
		{replica.ErrErased, "This record was erased by law. It takes no more answers."},
		{replica.ErrTooLarge, "That answer is larger than the centre takes. Shorten it, or part it."},
	}
}

// refusalWords are the centre's own, in which it refused something; "" where it did not.
func refusalWords(err error) string {
	var refusal *wire.Error
	if errors.As(err, &refusal) {
		return refusal.Message
	}
	return ""
}
