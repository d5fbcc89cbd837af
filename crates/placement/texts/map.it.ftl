# La mappa di chi cerca e di che cosa c’è
nav-map = Mappa
map-title = Mappa: chi cerca e che cosa c’è
map-lead = Dove si cerca più di quanto si offre. Dai numeri si passa agli elenchi, e una regione si apre nei suoi territori.
map-open = Mappa
map-kind-home = Casa
map-kind-work = Lavoro
map-kind-family = Famiglia che ospita
map-every-programme = Tutti i programmi
map-name = Italia: { $what }, ricerche e offerte per regione
map-area = { $name }: { $sought ->
    [one] una ricerca
   *[other] { $sought } ricerche
 }, { $offered ->
    [one] un’offerta
   *[other] { $offered } offerte
 }
map-legend = Come si legge
map-legend-numbers = dodici ricerche e cinque offerte, per esempio
map-legend-lack = da { $from } a { $to } ricerche più delle offerte
map-legend-lack-one = { $count ->
    [one] una ricerca più delle offerte
   *[other] { $count } ricerche più delle offerte
 }
map-legend-enough = tante offerte quante ricerche, o di più
map-legend-nothing = né ricerche né offerte
map-regions = Le regioni
map-in = { $region }: i territori
map-back = Tutte le regioni
map-caption = { $what } – { $where }
map-region = Regione
map-territory = Territorio
map-sought = Ricerche
map-offered = Offerte
map-lacking = Differenza
map-lack = mancano { $count }
map-more = { $count } in più
map-even = pari
map-own = Solo le nostre offerte
map-sum = Insieme
map-sought-in = ricerche, { $name }
map-offered-in = offerte, { $name }
map-none = Qui non si cerca e non si offre ancora niente.
map-note = Contiamo le ricerche aperte che puoi vedere, e le offerte che si possono proporre oggi: le vostre e quelle che i partner mettono in rete, dove cercano anche altri nuclei. Un’offerta di lavoro può valere per più persone; se una casa va bene a chi cerca, lo dice la pagina degli abbinamenti.
map-narrowed = Solo
map-widen = Togli { $name }
