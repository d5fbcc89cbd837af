//! What invented plans and notes say. Plain Italian, as workers write it; nobody's real story.

/// A goal in the person's words, and the steps that may lead there, by axis.
pub(super) struct Wish {
    pub(super) axis: &'static str,
    pub(super) words: &'static [&'static str],
    pub(super) steps: &'static [(&'static str, i64)],
}

/// Wishes for the axes that the programmes share. The second number of a step is its cost in euro.
pub(super) const WISHES: &[Wish] = &[
    Wish {
        axis: "home",
        words: &[
            "Una casa nostra, anche piccola",
            "Una stanza vicino al lavoro",
            "Non dover più cambiare casa ogni mese",
        ],
        steps: &[
            ("Prendere la residenza", 0),
            ("Cercare un alloggio con il mediatore", 0),
            ("Visitare l'appartamento con l'agenzia", 0),
            ("Versare il deposito cauzionale", 900),
            ("Allacciare luce e gas", 120),
            ("Comprare letto e frigorifero", 450),
        ],
    },
    Wish {
        axis: "work",
        words: &["Lavorare come saldatore", "Un contratto vero", "Tornare a cucinare, come al mio paese"],
        steps: &[
            ("Bilancio di competenze", 0),
            ("Scrivere il curriculum", 0),
            ("Iscrizione al centro per l'impiego", 0),
            ("Tirocinio di tre mesi", 1500),
            ("Abbonamento ai mezzi", 110),
            ("Patentino del muletto", 250),
        ],
    },
    Wish {
        axis: "family",
        words: &["Conoscere una famiglia italiana", "Vivere con qualcuno che mi aiuti con la lingua"],
        steps: &[
            ("Incontro con la famiglia ospitante", 0),
            ("Primo mese di convivenza", 200),
            ("Colloquio con il facilitatore", 0),
        ],
    },
    Wish {
        axis: "social",
        words: &["Imparare bene l'italiano", "Giocare a calcio in una squadra", "Avere amici fuori dal centro"],
        steps: &[
            ("Iscrizione al corso di italiano B1", 60),
            ("Tessera della biblioteca", 0),
            ("Iscrizione alla squadra del quartiere", 90),
        ],
    },
    Wish {
        axis: "",
        words: &["Stare bene con i miei figli", "Capire come funziona la scuola", "Avere un medico vicino a casa"],
        steps: &[
            ("Colloquio con la scuola", 0),
            ("Iscrizione al nido", 80),
            ("Scelta del medico di famiglia", 0),
            ("Incontro sulla gestione della casa", 0),
        ],
    },
];

/// What notes say.
pub(super) const NOTES: &[&str] = &[
    "Telefonata: ha trovato un annuncio, lo guardiamo insieme giovedì.",
    "Colloquio in sede. Contento del corso, chiede di cambiare orario.",
    "Ritirata la ricevuta del rinnovo in questura.",
    "Visita a casa: tutto in ordine, manca la lavatrice.",
    "Sentita l'azienda: il tirocinio può partire il mese prossimo.",
    "Non si è presentato; richiamare lunedì.",
];

/// What the service and the person commit to.
pub(super) const OURS: &[&str] =
    &["Un incontro ogni due settimane", "Accompagnamento agli uffici", "Ricerca di alloggi con l'agenzia"];
/// The person's side.
pub(super) const THEIRS: &[&str] =
    &["Frequentare il corso di italiano", "Portare le ricevute delle spese", "Avvisare se non posso venire"];

/// Who refers.
pub(super) const SENDERS: &[(&str, &str)] = &[
    ("SAI del Comune", "reception"),
    ("CAS Il Rifugio", "reception"),
    ("Servizio sociale comunale", "social-service"),
    ("Sportello immigrazione", "social-service"),
    ("Parrocchia San Martino", "association"),
];
