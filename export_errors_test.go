package tripartite

// The errors in the words of the case, for tests.
var (
	ErrFraction      error = errFraction
	ErrName          error = errName
	ErrBloc          error = errBloc
	ErrSize          error = errSize
	ErrWeight        error = errWeight
	ErrNoPower       error = errNoPower
	ErrNoSeats       error = errNoSeats
	ErrUnknownSeat   error = errUnknownSeat
	ErrUnknownBloc   error = errUnknownBloc
	ErrNotAVote      error = errNotAVote
	ErrNotAMark      error = errNotAMark
	ErrNumber        error = errNumber
	ErrSeveral       error = errSeveral
	ErrSum           error = errSum
	ErrNever         error = errNever
	ErrAlways        error = errAlways
	ErrNotWithin     error = errNotWithin
	ErrAlwaysMet     error = errAlwaysMet
	ErrIgnored       error = errIgnored
	ErrContradiction error = errContradiction
	ErrRedundant     error = errRedundant
	ErrNeverAdopts   error = errNeverAdopts
	ErrAlwaysAdopts  error = errAlwaysAdopts
)
