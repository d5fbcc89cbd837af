//! The program's tests, in one binary: the laws of the house, the two printed proofs, the main job over the API.

mod main {
    mod journey;
    mod laws;
    mod looking;
    mod offering;
    mod proofs;
    mod sealed;
    mod sharing;
    mod world;
}
