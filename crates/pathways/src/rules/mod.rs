//! Types, states and refusals of this slice. No I/O; today is an argument.

