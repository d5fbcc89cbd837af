summary-title = A che punto è il percorso
summary-none = Nessun percorso.
summary-closed = Chiuso il { $day }
