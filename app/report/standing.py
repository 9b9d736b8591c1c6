"""Where an event stands, and why, as the ledger keeps it: in English. The screens translate what they know of it."""

WITHHELD = "withheld"
NOT_ASKED = "The policy does not ask for events."
NOT_YET = "It is sent as soon as the receiver can be reached."
BY_MAIL = "You sent it yourself, with your mail program."
TAKEN_BACK = "You took it back before it was sent."
ADDRESS_GONE = "It was not sent: your company's address for requests changed."
NOT_ACCEPTED = "The receiver did not accept it."
