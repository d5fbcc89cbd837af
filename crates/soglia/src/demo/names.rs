//! Invented names, by country, as the countries' people commonly bear them. None belongs to anybody.

/// Names of one country.
pub(super) struct Names {
    /// The country's code (ISO 3166-1).
    pub(super) country: &'static str,
    /// How many of a hundred people come from it. The order is that of the SAI's guests in 2022 (stranieriinitalia.it);
    /// the shares are *assumed*: no source publishes them.
    pub(super) weight: u32,
    /// Given names of men.
    pub(super) men: &'static [&'static str],
    /// Given names of women.
    pub(super) women: &'static [&'static str],
    /// Family names.
    pub(super) families: &'static [&'static str],
    /// Languages spoken, in plain words.
    pub(super) languages: &'static str,
}

/// Every country of the invented network.
pub(super) const NAMES: &[Names] = &[
    Names {
        country: "NG",
        weight: 16,
        men: &["Emeka", "Chidi", "Osaze", "Tunde", "Ifeanyi", "Kelechi", "Obinna", "Segun", "Uche", "Efosa"],
        women: &["Blessing", "Joy", "Faith", "Precious", "Ngozi", "Adaeze", "Osarugue", "Gift", "Chioma", "Patience"],
        families: &["Okafor", "Osagie", "Eze", "Adeyemi", "Igbinovia", "Nwosu", "Omoruyi", "Balogun", "Aigbe", "Obi"],
        languages: "inglese, edo, igbo",
    },
    Names {
        country: "BD",
        weight: 13,
        men: &["Rahim", "Karim", "Shahin", "Mizanur", "Sohel", "Jahangir", "Alamgir", "Rubel", "Faruk", "Masud"],
        women: &["Fatema", "Nasrin", "Shirin", "Rokeya", "Salma", "Taslima", "Ayesha", "Parvin", "Momtaz", "Rina"],
        families: &["Hossain", "Rahman", "Islam", "Uddin", "Miah", "Sarkar", "Chowdhury", "Khan", "Ahmed", "Talukder"],
        languages: "bengalese",
    },
    Names {
        country: "AF",
        weight: 10,
        men: &["Ahmad", "Najibullah", "Farid", "Habibullah", "Jawad", "Mirwais", "Nasir", "Omid", "Reza", "Zabihullah"],
        women: &["Zahra", "Fereshta", "Laila", "Maryam", "Nargis", "Parwana", "Shukria", "Farzana", "Hosna", "Roya"],
        families: &["Rahimi", "Ahmadi", "Hosseini", "Noori", "Karimi", "Sadat", "Haidari", "Mohammadi", "Azizi", "Wardak"],
        languages: "dari, pashto",
    },
    Names {
        country: "PK",
        weight: 10,
        men: &["Imran", "Bilal", "Usman", "Adnan", "Faisal", "Kashif", "Nadeem", "Qaiser", "Shahzad", "Zeeshan"],
        women: &["Ayesha", "Sana", "Hina", "Nadia", "Rabia", "Saima", "Uzma", "Zainab", "Kiran", "Mehwish"],
        families: &["Khan", "Hussain", "Butt", "Malik", "Chaudhry", "Iqbal", "Akhtar", "Mahmood", "Raja", "Shah"],
        languages: "urdu, punjabi",
    },
    Names {
        country: "UA",
        weight: 9,
        men: &["Oleksandr", "Dmytro", "Andrii", "Serhii", "Ivan", "Mykola", "Taras", "Yurii", "Bohdan", "Vasyl"],
        women: &["Olena", "Iryna", "Oksana", "Natalia", "Tetiana", "Halyna", "Kateryna", "Svitlana", "Yuliia", "Nadiia"],
        families: &["Shevchenko", "Kovalenko", "Bondarenko", "Tkachenko", "Melnyk", "Kravchenko", "Lysenko", "Moroz", "Savchuk", "Polishchuk"],
        languages: "ucraino, russo",
    },
    Names {
        country: "EG",
        weight: 8,
        men: &["Ahmed", "Mahmoud", "Mostafa", "Karim", "Youssef", "Omar", "Hassan", "Ibrahim", "Tarek", "Amr"],
        women: &["Mariam", "Nour", "Heba", "Aya", "Salma", "Mona", "Dina", "Rania", "Fatma", "Yasmin"],
        families: &["Ibrahim", "Hassan", "Mahmoud", "El Sayed", "Abdel Rahman", "Mostafa", "Fathy", "Saleh", "Gamal", "Nasser"],
        languages: "arabo",
    },
    Names {
        country: "TN",
        weight: 6,
        men: &["Mohamed", "Amine", "Aymen", "Bilel", "Hamza", "Khaled", "Nizar", "Sami", "Walid", "Yassine"],
        women: &["Amira", "Ines", "Khadija", "Leila", "Mouna", "Olfa", "Rim", "Sonia", "Wafa", "Zeineb"],
        families: &["Ben Ali", "Trabelsi", "Jaziri", "Mansouri", "Gharbi", "Hammami", "Khelifi", "Ayari", "Bouazizi", "Chebbi"],
        languages: "arabo, francese",
    },
    Names {
        country: "ML",
        weight: 7,
        men: &["Moussa", "Amadou", "Ibrahima", "Seydou", "Bakary", "Modibo", "Souleymane", "Adama", "Oumar", "Drissa"],
        women: &["Fatoumata", "Aminata", "Mariam", "Kadiatou", "Oumou", "Awa", "Djeneba", "Assitan", "Rokia", "Hawa"],
        families: &["Traoré", "Keita", "Coulibaly", "Diarra", "Koné", "Sissoko", "Diallo", "Touré", "Camara", "Doumbia"],
        languages: "bambara, francese",
    },
    Names {
        country: "SO",
        weight: 6,
        men: &["Abdi", "Hassan", "Mohamed", "Yusuf", "Ahmed", "Ismail", "Mahad", "Farah", "Guled", "Liban"],
        women: &["Amina", "Hodan", "Fartun", "Halima", "Ifrah", "Sahra", "Ayaan", "Khadra", "Nimo", "Ubah"],
        families: &["Warsame", "Abdullahi", "Hirsi", "Jama", "Nur", "Osman", "Adan", "Ali", "Farah", "Mohamud"],
        languages: "somalo",
    },
    Names {
        country: "GM",
        weight: 5,
        men: &["Lamin", "Ebrima", "Modou", "Alieu", "Bubacarr", "Ousman", "Sulayman", "Yankuba", "Kebba", "Musa"],
        women: &["Isatou", "Fatou", "Mariama", "Binta", "Jainaba", "Kaddy", "Awa", "Sainabou", "Adama", "Haddy"],
        families: &["Jallow", "Ceesay", "Touray", "Sanneh", "Camara", "Jobe", "Bah", "Darboe", "Sowe", "Manneh"],
        languages: "mandinka, inglese",
    },
    Names {
        country: "ER",
        weight: 4,
        men: &["Tesfay", "Yonas", "Filmon", "Samuel", "Abraham", "Daniel", "Kidane", "Mehari", "Robel", "Berhane"],
        women: &["Selam", "Rahwa", "Helen", "Mihret", "Semhar", "Feven", "Tsega", "Luwam", "Almaz", "Zufan"],
        families: &["Tesfamariam", "Ghebremeskel", "Haile", "Tekle", "Kidane", "Weldu", "Habte", "Okbay", "Mebrahtu", "Solomon"],
        languages: "tigrino",
    },
    Names {
        country: "SY",
        weight: 3,
        men: &["Ahmad", "Anas", "Bashar", "Fadi", "Hamza", "Khaled", "Majd", "Omar", "Rami", "Yazan"],
        women: &["Rima", "Hala", "Lina", "Maya", "Nour", "Rasha", "Samar", "Yara", "Zeina", "Amal"],
        families: &["Al Hassan", "Al Khatib", "Darwish", "Haddad", "Kassab", "Najjar", "Sabbagh", "Shami", "Zein", "Halabi"],
        languages: "arabo",
    },
    Names {
        country: "CI",
        weight: 3,
        men: &["Kouassi", "Koffi", "Yao", "Aboubacar", "Inza", "Lassina", "Mamadou", "Siaka", "Vassiriki", "Zoumana"],
        women: &["Affoué", "Akissi", "Amenan", "Aya", "Mariame", "Nafissatou", "Salimata", "Tenin", "Adjoua", "Bintou"],
        families: &["Kouamé", "Ouattara", "Bamba", "Koné", "Yapi", "Fofana", "Konan", "Soro", "Dosso", "Cissé"],
        languages: "francese, diula",
    },
];

/// Names in the script of the country, by the Latin name, for people whose papers show them so.
pub(super) const OTHER_SCRIPT: &[(&str, &str)] = &[
    ("Mohamed", "محمد"),
    ("Ahmed", "أحمد"),
    ("Ahmad", "أحمد"),
    ("Mahmoud", "محمود"),
    ("Youssef", "يوسف"),
    ("Khaled", "خالد"),
    ("Mariam", "مريم"),
    ("Nour", "نور"),
    ("Oleksandr", "Олександр"),
    ("Olena", "Олена"),
    ("Iryna", "Ірина"),
    ("Dmytro", "Дмитро"),
    ("Rahim", "রহিম"),
    ("Fatema", "ফাতেমা"),
    ("Selam", "ሰላም"),
    ("Yonas", "ዮናስ"),
];

/// First names of members, Italian and not.
pub(super) const WORKERS: &[&str] = &[
    "Giulia", "Marco", "Sara", "Luca", "Chiara", "Davide", "Elena", "Matteo", "Francesca", "Andrea", "Valentina", "Simone",
    "Amina", "Karim", "Ilaria", "Paolo", "Martina", "Stefano", "Alice", "Nadia", "Federico", "Irene", "Omar", "Silvia",
];

/// Family names of members.
pub(super) const WORKER_FAMILIES: &[&str] = &[
    "Rossetti", "Bellini", "Marchetti", "Galli", "Ferrante", "Moretti", "Colombari", "Riva", "Fontana", "Barbieri", "Conti",
    "Sartori", "Leone", "Pellegrini", "Monti", "Caruso", "Vitale", "Serra", "Benali", "Diop", "Testa", "Guerra", "Neri",
];

/// What partners are called: kind and name are put together.
pub(super) const PARTNER_NAMES: &[&str] = &[
    "Il Portone", "La Chiave", "Ponte Nuovo", "Casa Comune", "Il Melograno", "Terre Amiche", "Il Filo", "La Lanterna",
    "Passo dopo Passo", "Il Cortile", "La Bussola", "Radici", "Orizzonti", "La Sosta", "Il Seme", "Incontri", "La Tavola",
    "Il Faro", "Traversate", "L'Ulivo", "La Corte", "Vicini", "Il Sentiero", "La Fontana",
];
