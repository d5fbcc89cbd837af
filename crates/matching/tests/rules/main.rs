//! The rules, as sentences: each answer and each unknown, the rooms against an exhaustive oracle, what knowing more may
//! change, and what a score cannot see.

mod blind;
mod home;
mod host;
mod knowing;
mod policies;
mod rooms;
mod score;
mod work;
mod world;
