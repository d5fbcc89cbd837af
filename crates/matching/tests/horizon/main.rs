//! The rolling horizon: against every plan there is on small batches, against greedy and hindsight on invented months.

mod beds;
mod months;
