# Words of the pages about programmes. Those of the rules stand in rules.en.ftl.
nav-programmes = Programmes
programmes-title = Programmes
programmes-lead = What each programme offers, whom it serves, and how we know.
programmes-none = No programme is described yet.
programme-what = What it is
programme-version = Version { $version } of the definition.
programme-reading = Beside every fact stands its source, and how sure it is.
programme-serves = Whom it serves
programme-lead = Lead partner
programme-territories-count = { $count ->
    [one] Works in 1 territory
   *[other] Works in { $count } territories
  }
programme-standing-running = Runs here
programme-standing-coming = About to start here
programme-standing-over = Ended here
programme-standing-not-here = Does not run here
programme-from = from
programme-to = to
programme-edition = When it runs here
programme-edition-hint = You decide from when to when this network works with the programme: the dates of the definition, further down, are those of the sources and stay as they are. Outside this period the programme is not proposed.
programme-edition-from = First day
programme-edition-to = Last day
flash-edition-set = Dates saved.
fact-edition-set = Decided when the programme runs here
programme-source = Source
programme-also = By another source:
programme-known = How we know
programme-unknown = The sources do not say.
programme-rules = Who can be taken in charge
programme-rules-hint = Soglia uses these rules to suggest programmes that fit and to explain why. People always take the decision.
programme-whom-any-adult = For at least one adult, the same one for all requirements of this kind
programme-whom-every-adult = For every adult of the household
programme-whom-household = For the household
programme-whom-operator = For those who work in the services
programme-requires-permit = a permit in force, or its receipt, for { $kinds }
programme-requires-left-reception = left reception
programme-requires-circuits = from the circuits { $circuits }
programme-requires-within = { $months ->
    [one] no more than one month ago
   *[other] no more than { $months } months ago
  }
programme-requires-also-leaving = or about to leave it
programme-requires-out-of-reception = no longer in reception
programme-requires-third-country = citizenship of a third country, or stateless
programme-requires-regular-stay = regular stay, the receipt alone counts too
programme-requires-minor-child = an adult lives with at least one minor
programme-requires-lives-in = lives in { $territories }
programme-requires-housing-distress = housing distress
programme-requires-hardship = particular hardship
programme-requires-works-in = works in { $sectors }
programme-requires-and = and
programme-requires-or = or
programme-axes = Axes and actions
programme-packages = Work packages
programme-boards = Boards and working tables
programme-outputs = What it should leave behind
programme-territories = Territories
programme-territory = Territory
programme-territory-kind = Kind
programme-territory-within = Within
programme-partners = Partners
programme-partners-named = Partners named by the sources
programme-partners-none = The sources do not name the partners.
programme-counts = The numbers
programme-count-partners = Partners
programme-count-regions = Regions
programme-count-metropolitan-cities = Metropolitan cities
programme-count-provinces = Provinces
programme-count-months = Months of work
programme-count-people-expected = People to reach
programme-count-people-reached = People reached
programme-count-homes = Homes
programme-grant = Funding
programme-fund = Fund
programme-objective = Objective
programme-call = Call
programme-project = Project number
programme-cup = CUP
programme-money = Amount
programme-dates = The dates of the project
programme-start = Start
programme-end = End
programme-sources = Sources
programme-source-document = document
programme-source-web-page = web page
programme-source-law = law or call
programme-source-general-knowledge = general knowledge
programme-source-assumption = our assumption

# What an API key may be allowed
permission-view-programmes = Read what each programme is, whom it serves and by which sources
permission-run-programmes = Set when a programme runs here
