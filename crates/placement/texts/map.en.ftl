# The map of who looks and what there is
nav-map = Map
map-title = Map: who looks and what there is
map-lead = Where more is looked for than there is on offer. Numbers lead to the lists, and a region opens into its territories.
map-open = Map
map-kind-home = Homes
map-kind-work = Work
map-kind-family = Host families
map-every-programme = All programmes
map-name = Italy: { $what }, searches and offers by region
map-area = { $name }: { $sought ->
    [one] one search
   *[other] { $sought } searches
 }, { $offered ->
    [one] one offer
   *[other] { $offered } offers
 }
map-legend = How to read it
map-legend-numbers = twelve searches and five offers, for example
map-legend-lack = { $from } to { $to } more searches than offers
map-legend-lack-one = { $count ->
    [one] one search more than offers
   *[other] { $count } more searches than offers
 }
map-legend-enough = as many offers as searches, or more
map-legend-nothing = neither searches nor offers
map-regions = The regions
map-in = { $region }: its territories
map-back = All regions
map-caption = { $what } – { $where }
map-region = Region
map-territory = Territory
map-sought = Searches
map-offered = Offers
map-lacking = Difference
map-lack = { $count } lacking
map-more = { $count } spare
map-even = even
map-own = Only our own offers
map-sum = Together
map-sought-in = searches, { $name }
map-offered-in = offers, { $name }
map-none = Nothing is looked for or offered here yet.
map-note = Counted are the open searches that you may see, and the offers that can be proposed today: your own and those that partners offer to the network, for which other households look as well. An offer of work may be for several people; whether a home suits whoever looks is told on the page of matches.
map-narrowed = Only
map-widen = Take out { $name }
