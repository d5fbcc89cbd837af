//! soglia
