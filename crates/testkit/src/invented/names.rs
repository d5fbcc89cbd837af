//! Names as the countries' people commonly bear them, the most common first. `/` parts the hands in which one name is
//! written, `=` its own script, `_` stands for a blank. None belongs to anybody.

use super::hands::Script;

pub(super) struct Country {
    pub(super) code: &'static str,
    pub(super) weight: usize,
    pub(super) script: Script,
    /// Whether a child's second name is the father's first.
    pub(super) patronymic: bool,
    /// How many in a thousand are written with the first of January.
    pub(super) new_year: u32,
    pub(super) men: &'static str,
    pub(super) women: &'static str,
    pub(super) families: &'static str,
}

const fn country(
    code: &'static str,
    weight: usize,
    script: Script,
    patronymic: bool,
    new_year: u32,
    names: [&'static str; 3],
) -> Country {
    Country { code, weight, script, patronymic, new_year, men: names[0], women: names[1], families: names[2] }
}

pub(super) const COUNTRIES: &[Country] = &[
    country(
        "NG",
        14,
        Script::Latin,
        false,
        20,
        [
            "Emmanuel Sunday Emeka Chidi Osaze Tunde/Babatunde Ifeanyi/Ifeany Kelechi Obinna Segun/Olusegun Uche Efosa Friday Godwin Kingsley Lucky Osas Chukwuemeka Ikechukwu Abiodun",
            "Blessing Joy Faith Precious/Pretious Ngozi Adaeze Osarugue Gift Chioma Patience/Pacience Mercy Destiny Happiness Loveth/Lovet Esther/Ester Peace Favour/Favor Osayi Ifeoma Tina",
            "Okafor/Okafo Osagie Eze Adeyemi Igbinovia Nwosu Omoruyi Balogun Aigbe Obi Okonkwo Johnson Osas Ehigiator Idahosa Aghedo Ogbeide Uwaifo Eghosa Onyeka Nnamdi Ojo Adebayo Olawale Ikponmwosa Omorogbe Edosomwan Iyamu",
        ],
    ),
    country(
        "BD",
        13,
        Script::Bengali,
        false,
        60,
        [
            "Mohammad/Md/Mohammed/Muhammad=মোহাম্মদ Rahim/Rohim=রহিম Karim/Korim=করিম Shahin=শাহিন Mizanur Sohel/Suhel Jahangir Alamgir Rubel Faruk/Farouk Masud/Masood Saiful Shahidul Nazrul Rafiqul/Rafikul Kamrul Anwar/Anowar Delwar/Delowar Shamim Ripon",
            "Fatema/Fatima=ফাতেমা Nasrin/Nasreen Shirin Rokeya/Rokea Salma Taslima Ayesha/Aysha Parvin/Parveen Momtaz Rina Sultana Khadija/Khodeja Sharmin Rehana Jesmin Shahnaz Nurjahan Hasina",
            "Islam=ইসলাম Hossain/Hosen/Hussain=হোসেন Rahman/Rohman=রহমান Uddin Miah/Mia Ahmed/Ahmmed=আহমেদ Khan Sarkar/Sarker Chowdhury/Choudhury Talukder Ali Begum Akter/Akhter Haque/Hoque Bhuiyan/Bhuyan Sheikh/Shaikh Molla/Mollah Howlader/Hawlader Mridha Bepari Matubbar Sikder/Shikdar Das Pramanik",
        ],
    ),
    country(
        "AF",
        10,
        Script::Persian,
        false,
        160,
        [
            "Mohammad/Muhammad/Mohammed=محمد Ahmad/Ahmed=احمد Najibullah Farid/Fareed Habibullah Jawad Mirwais Nasir/Naseer Omid/Omeed Reza Zabihullah Ali=علی Abdul Ghulam/Gholam Sayed/Said Hamid Noorullah/Nurullah Rahmatullah Esmatullah/Ismatullah Mustafa/Mostafa",
            "Zahra Fereshta/Fereshteh Laila/Leila Maryam/Mariam Nargis/Narges Parwana Shukria Farzana Hosna Roya Fatima/Fatema Masuma/Masooma Zainab/Zeinab Sakina Marzia Freshta Shabnam Sediqa/Sadiqa",
            "Rahimi/Rahimy Ahmadi/Ahmady Hosseini/Hussaini/Husseini Noori/Nuri Karimi Sadat Haidari/Haydari Mohammadi/Muhammadi Azizi Wardak Rezaei/Rezai Jafari Safi Stanikzai/Stanekzai Zazai Sultani/Soltani Amiri Habibi Qaderi/Qadiri Nazari Alizada/Alizadeh Hakimi Yousufi/Yusufi Popal",
        ],
    ),
    country(
        "PK",
        10,
        Script::Urdu,
        false,
        90,
        [
            "Muhammad/Mohammad/Mohammed=محمد Imran Bilal Usman/Osman Adnan Faisal/Faysal Kashif Nadeem/Nadim Qaiser/Kaiser Shahzad Zeeshan/Zeshan Ali=علی Asif Waqas Tariq/Tarik Naveed/Navid Irfan Amjad Shoaib/Shuaib Rizwan",
            "Ayesha/Aisha Sana Hina Nadia Rabia Saima Uzma Zainab/Zaynab Kiran Mehwish Fatima=فاطمہ Sadia Amina/Aminah Bushra Iqra Shazia Rukhsana Nasreen/Nasrin",
            "Khan=خان Ahmed/Ahmad=احمد Hussain/Hussein/Husain=حسین Ali=علی Butt Malik Chaudhry/Chaudhary/Choudhry Iqbal Akhtar/Akhter Mahmood/Mehmood Raja Shah Siddiqui/Siddiqi Qureshi/Qurashi Mirza Bhatti Awan Rana Aslam Javed/Javaid Gill Sheikh/Shaikh Abbasi Mughal",
        ],
    ),
    country(
        "UA",
        9,
        Script::Cyrillic,
        false,
        3,
        [
            "Oleksandr/Aleksandr/Alexander=Олександр Serhii/Sergey/Sergii=Сергій Andrii/Andrey/Andriy=Андрій Dmytro/Dmitry/Dmitrii=Дмитро Mykola/Nikolai=Микола Volodymyr/Vladimir=Володимир Ivan=Іван Yurii/Yuri/Iurii=Юрій Taras=Тарас Bohdan/Bogdan=Богдан Vasyl/Vasil=Василь Viktor/Victor=Віктор Oleh/Oleg=Олег Ihor/Igor=Ігор Roman=Роман Maksym/Maxim=Максим Yevhen/Evgeny/Evhen=Євген Ruslan=Руслан Artem=Артем Petro=Петро",
            "Olena/Elena=Олена Iryna/Irina=Ірина Oksana=Оксана Natalia/Nataliia/Natalya=Наталія Tetiana/Tatiana/Tetyana=Тетяна Halyna/Galina=Галина Kateryna/Ekaterina=Катерина Svitlana/Svetlana=Світлана Yuliia/Yulia/Iuliia=Юлія Nadiia/Nadia=Надія Liudmyla/Ludmila=Людмила Maria/Mariia=Марія Anna/Hanna=Ганна Viktoriia/Victoria=Вікторія Larysa/Larisa=Лариса Valentyna/Valentina=Валентина Anastasiia/Anastasia=Анастасія Daria/Dariia=Дарія",
            "Shevchenko=Шевченко Kovalenko=Коваленко Bondarenko=Бондаренко Tkachenko=Ткаченко Melnyk/Melnik=Мельник Kravchenko=Кравченко Lysenko/Lisenko=Лисенко Moroz=Мороз Savchuk=Савчук Polishchuk/Polischuk=Поліщук Boiko/Boyko=Бойко Kovalchuk=Ковальчук Oliinyk/Oleynik=Олійник Rudenko=Руденко Petrenko=Петренко Marchenko=Марченко Ponomarenko=Пономаренко Hrytsenko/Gritsenko=Гриценко Zinchenko=Зінченко Pavlenko=Павленко Sydorenko/Sidorenko=Сидоренко Kharchenko=Харченко Mazur=Мазур Klymenko/Klimenko=Клименко",
        ],
    ),
    country(
        "EG",
        8,
        Script::Arabic,
        true,
        15,
        [
            "Mohamed/Muhammad/Mohammed=محمد Ahmed/Ahmad=أحمد Mahmoud/Mahmud=محمود Mostafa/Mustafa=مصطفى Karim/Kareem=كريم Youssef/Yousef/Yusuf=يوسف Omar/Omer=عمر Hassan/Hasan=حسن Ibrahim/Ebrahim=إبراهيم Tarek/Tariq=طارق Amr=عمرو Khaled/Khalid=خالد Ali/Aly=علي Sayed/Said=سيد Hussein/Hussain=حسين Abdelrahman/Abdel_Rahman/Abdulrahman=عبد_الرحمن Sameh=سامح Walid/Waleed=وليد Hany/Hani=هاني Islam/Eslam=إسلام",
            "Mariam/Maryam=مريم Nour/Noor=نور Heba/Hiba=هبة Aya=آية Salma=سلمى Mona/Muna=منى Dina=دينا Rania/Raniya=رانيا Fatma/Fatima=فاطمة Yasmin/Yasmine=ياسمين Amira=أميرة Shaimaa/Shaima=شيماء Asmaa/Asma=أسماء Eman/Iman=إيمان Hanan=حنان Doaa/Duaa=دعاء Samar=سمر Nesma=نسمة",
            "Ibrahim=إبراهيم Hassan/Hasan=حسن Mahmoud=محمود El_Sayed/Elsayed=السيد Abdel_Rahman/Abdelrahman=عبد_الرحمن Mostafa/Mustafa=مصطفى Fathy/Fathi=فتحي Saleh/Salih=صالح Gamal/Jamal=جمال Nasser/Nasr=ناصر Mansour/Mansur=منصور Shehata/Shahata=شحاتة Farouk/Farouq=فاروق Ragab=رجب Metwally/Metwaly=متولي Abdel_Aziz/Abdelaziz=عبد_العزيز Eid=عيد Soliman/Suleiman=سليمان Attia/Atia=عطية Zaki/Zaky=زكي",
        ],
    ),
    country(
        "TN",
        6,
        Script::Arabic,
        false,
        5,
        [
            "Mohamed/Mohammed=محمد Amine=أمين Aymen/Ayman=أيمن Bilel/Bilal=بلال Hamza=حمزة Khaled=خالد Nizar/Nezar=نزار Sami=سامي Walid/Oualid=وليد Yassine/Yasin=ياسين Ali=علي Ahmed=أحمد Houssem/Hossam=حسام Anis=أنيس Mehdi/Mahdi=مهدي Wael/Ouael=وائل Slim/Salim=سليم Ramzi=رمزي",
            "Amira=أميرة Ines/Inès=إيناس Khadija/Khadidja=خديجة Leila/Layla=ليلى Mouna/Mona=منى Olfa=ألفة Rim/Reem=ريم Sonia=سنية Wafa/Ouafa=وفاء Zeineb/Zaineb=زينب Fatma=فاطمة Mariem/Meriem=مريم Asma=أسماء Hajer/Hager=هاجر Nadia=نادية Sihem/Siham=سهام",
            "Ben_Ali/Benali=بن_علي Trabelsi=طرابلسي Jaziri/Djaziri=جزيري Mansouri=منصوري Gharbi=غربي Hammami=حمامي Khelifi/Khalifi=خليفي Ayari=عياري Bouazizi=بوعزيزي Chebbi/Chabbi=شابي Ben_Salah/Bensalah=بن_صالح Jlassi/Jelassi=جلاصي Mejri/Majri=ماجري Sassi=ساسي Dridi=دريدي Zouari=زواري Hamdi=حمدي Saidi=سعيدي Ferjani=فرجاني",
        ],
    ),
    country(
        "ML",
        9,
        Script::Latin,
        false,
        130,
        [
            "Mamadou/Mahamadou Moussa/Mussa Amadou/Ahmadou Ibrahima/Ibrahim Seydou/Saydou Bakary/Bakari Modibo Souleymane/Suleymane/Soulemane Adama Oumar/Omar Drissa/Idrissa Boubacar/Boubakar Abdoulaye/Abdoullaye Issa Lassana Sekou/Sékou Cheick/Cheikh Alassane/Alhassane Yaya/Yahya Mohamed",
            "Fatoumata/Fatou/Fatumata Aminata/Amina Mariam/Mariame Kadiatou/Kadidia Oumou Awa/Hawa Djeneba/Djénéba/Jeneba Assitan Rokia/Rokiya Hawa Bintou/Binta Safiatou/Safi Ramata Maimouna/Maïmouna Sira Nana Korotoumou Salimata",
            "Traoré/Traore/Trawally Diallo/Jallow Coulibaly/Koulibaly Keita/Keïta Diarra/Diara Koné/Kone Sissoko/Cissokho Touré/Toure/Touray Camara/Kamara Doumbia/Dumbia Konaté/Konate Dembélé/Dembele Sidibé/Sidibe Cissé/Cisse Maïga/Maiga Sangaré/Sangare Kanté/Kante Bagayoko/Bagayogo Fofana Haïdara/Haidara Sacko Kouyaté/Kouyate Samaké/Samake Berthé/Berthe",
        ],
    ),
    country(
        "GN",
        6,
        Script::Latin,
        false,
        140,
        [
            "Mamadou/Mamadu Alpha Ibrahima Mohamed/Mouhamed Ousmane/Ousman Thierno/Tierno Abdoulaye Amadou Boubacar Souleymane Sékou/Sekou Aboubacar/Abubakar Fodé/Fode Lansana Mory Saliou Elhadj/El_Hadj Alseny/Alséni",
            "Fatoumata/Fatou Mariama/Mariame Aissatou/Aïssatou/Isatou Kadiatou Hadja Aminata Djenabou/Jenabou Oumou Ramatoulaye Binta M'Mah Nènè Saran Adama Hawa",
            "Diallo/Jalloh/Dialo Bah/Ba Barry/Barri Sow Camara/Kamara Sylla/Silla Condé/Conde Soumah/Suma Keita Touré/Toure Bangoura/Bangura Baldé/Balde Cissé/Cisse Kaba Fofana Traoré/Traore Sidibé/Sidibe Kourouma/Koroma Dioubaté/Diabaté",
        ],
    ),
    country(
        "GM",
        5,
        Script::Latin,
        false,
        120,
        [
            "Lamin/Lamine Ebrima/Ibrahima Modou/Momodou Alieu/Aliou Bubacarr/Boubacar Ousman/Ousmane/Usman Sulayman/Suleiman Yankuba/Yankouba Kebba/Keba Musa/Moussa Omar/Oumar Alagie/Alhagie Saikou/Saiku Muhammed/Muhammad Buba Demba Foday/Fodé Abdoulie/Abdoulaye",
            "Isatou/Aissatou Fatou/Fatoumatta Mariama/Mariam Binta/Bintou Jainaba/Zainab Kaddy/Kadijatou Awa/Hawa Sainabou/Zainabou Adama Haddy Amie/Ami Ndey/Ndeye Sirra Mam Nyima",
            "Jallow/Diallo Ceesay/Cisse Touray/Toure Sanneh/Sane Camara/Kamara Jobe/Diop Bah/Ba Darboe/Darbo Sowe/Sow Manneh/Mane Sanyang Jatta/Diatta Njie/Ndiaye Drammeh/Dramé Fatty/Faty Bojang Jammeh Kinteh/Kanteh Barrow/Baro Saidykhan Conteh/Konteh Colley Badjie/Badji",
        ],
    ),
    country(
        "SO",
        6,
        Script::Latin,
        true,
        220,
        [
            "Mohamed/Maxamed/Muhamed Abdi/Cabdi Hassan/Xasan Ahmed/Axmed Yusuf/Yuusuf Ismail/Ismaciil Mahad/Mahat Farah/Faarax Guled/Guuleed Liban/Libaan Omar/Cumar Ali/Cali Ibrahim/Ibraahim Abdullahi/Cabdullaahi Said/Siciid Abdirahman/Cabdiraxmaan Hussein/Xuseen Mustafa/Mustaf Bashir/Bashiir Jama/Jaamac",
            "Amina/Aamina Hodan Fartun/Fartuun Halima/Xaliimo Ifrah/Ifraax Sahra/Zahra Ayaan/Ayan Khadra/Khadro Nimo/Nimco Ubah/Ubax Fadumo/Faadumo Hawa/Xaawo Maryan/Maryam Asha/Caasho Sagal Hibo Idil Deqa",
            "Warsame Abdullahi/Cabdullaahi Hirsi/Xirsi Jama/Jaamac Nur/Nuur Osman/Cusmaan Adan/Aadan Ali/Cali Farah/Faarax Mohamud/Maxamuud Mohamed/Maxamed Hassan/Xasan Elmi/Cilmi Duale/Ducaale Abdi/Cabdi Ahmed/Axmed Hersi Roble/Rooble Barre Samatar Egal Gedi",
        ],
    ),
    country(
        "ER",
        5,
        Script::Geez,
        true,
        60,
        [
            "Tesfay/Tesfai=ተስፋይ Yonas/Jonas=ዮናስ Filmon Samuel=ሳሙኤል Abraham/Abreham=ኣብርሃም Daniel/Daniele=ዳንኤል Kidane=ኪዳነ Mehari=መሓሪ Robel=ሮቤል Berhane/Brhane=ብርሃነ Haile/Hayle=ሃይለ Mussie/Musie=ሙሴ Yohannes/Johannes=ዮሃንስ Filimon/Philimon=ፊሊሞን Amanuel/Emanuel=ኣማኑኤል Habtom=ሃብቶም Teklay/Tekle=ተክላይ Solomon=ሰሎሞን Ghirmay/Girmay=ግርማይ Merhawi=መርሃዊ",
            "Selam/Salem=ሰላም Rahwa/Rahua=ራህዋ Helen/Elen=ሄለን Mihret/Mehret=ምሕረት Semhar/Semahar=ሰምሃር Feven/Fiven=ፌቨን Tsega/Zega=ጸጋ Luwam/Luam=ሉዋም Almaz=ኣልማዝ Zufan=ዙፋን Saba/Sabba=ሳባ Letebrhan=ለተብርሃን Abeba/Abebà=ኣበባ Senait/Senayt=ሰናይት Bisrat=ብስራት Winta=ዊንታ",
            "Tesfamariam/Tesfamaryam=ተስፋማርያም Ghebremeskel/Gebremeskel=ገብረመስቀል Haile/Hayle=ሃይለ Tekle=ተክለ Kidane=ኪዳነ Weldu/Woldu=ወልዱ Habte=ሃብተ Okbay/Ogbay=ዕቁባይ Mebrahtu=መብራህቱ Solomon=ሰሎሞን Ghebrehiwet/Gebrehiwet=ገብረሂወት Tewelde=ተወልደ Abraha=ኣብርሃ Berhe/Barhe=በርሀ Asmelash=ኣስመላሽ Negash=ነጋሽ Zerai/Zeray=ዘርኣይ Woldemichael/Weldemikael=ወልደሚካኤል Ghebreab=ገብረኣብ Hagos=ሓጎስ",
        ],
    ),
    country(
        "SY",
        4,
        Script::Arabic,
        false,
        80,
        [
            "Ahmad/Ahmed=أحمد Mohammad/Mohamad/Mouhamad=محمد Anas=أنس Bashar=بشار Fadi/Fady=فادي Hamza/Hamzah=حمزة Khaled/Khalid=خالد Majd=مجد Omar=عمر Rami/Ramy=رامي Yazan=يزن Abdullah/Abdallah=عبد_الله Mahmoud=محمود Hussein/Hussain=حسين Ali=علي Youssef/Yousef=يوسف Samer/Samir=سامر Ziad/Ziyad=زياد",
            "Rima/Reema=ريما Hala=هالة Lina/Leena=لينا Maya=مايا Nour/Noor=نور Rasha=رشا Samar=سمر Yara=يارا Zeina/Zaina=زينة Amal=أمل Fatima=فاطمة Hanan=حنان Rana=رنا Sawsan/Sausan=سوسن Abir/Abeer=عبير Ghada=غادة",
            "Al_Hassan/Alhassan=الحسن Al_Khatib/Alkhatib/Khatib=الخطيب Darwish/Darwich=درويش Haddad=حداد Kassab/Qassab=قصاب Najjar/Al_Najjar=النجار Sabbagh=صباغ Shami/Chami=شامي Zein/Zain=زين Halabi/Al_Halabi=حلبي Al_Ahmad/Alahmad=الأحمد Al_Mohammad/Almohammad=المحمد Hamdan=حمدان Issa/Eissa=عيسى Kurdi/Al_Kurdi=كردي Mustafa=مصطفى Shahin/Chahin=شاهين Qasim/Kassem=قاسم",
        ],
    ),
    country(
        "CI",
        4,
        Script::Latin,
        false,
        40,
        [
            "Kouassi Koffi Yao Aboubacar Inza Lassina Mamadou Siaka Vassiriki Zoumana Kouamé/Kouame Konan Issouf/Youssouf Souleymane Drissa Bakary Ange Serge",
            "Affoué/Affoue Akissi Amenan Aya Mariame/Mariam Nafissatou/Nafi Salimata/Sali Tenin Adjoua Bintou Fatoumata/Fanta Aminata Rokia Christelle",
            "Kouamé/Kouame Ouattara/Watara Bamba Koné/Kone Yapi Fofana Konan Soro Dosso Cissé/Cisse Traoré/Traore Coulibaly Touré/Toure Diomandé/Diomande Kouassi N'Guessan/Nguessan Koffi Doumbia Sanogo",
        ],
    ),
    country(
        "CN",
        3,
        Script::Han,
        false,
        2,
        [
            "Wei=伟 Xiaoming=小明 Jianguo=建国 Hao=浩 Lei=磊 Qiang=强 Zhiwei=志伟 Haoran=浩然 Jianhua=建华 Guoqiang=国强 Yifan=一凡 Bo=博 Junjie=俊杰 Minghua=明华",
            "Fang=芳 Xiaoli=小丽 Meiling=美玲 Yan=燕 Lihua=丽华 Jing=静 Xiuying=秀英 Ting=婷 Yuhan=雨涵 Hongmei=红梅 Guiying=桂英 Xue=雪 Shuzhen=淑珍",
            "Wang=王 Li=李 Zhang=张 Liu=刘 Chen=陈 Yang=杨 Huang=黄 Zhao=赵 Wu=吴 Zhou=周 Xu=徐 Sun=孙 Zhu=朱 Hu=胡 Lin=林 Guo=郭 Zheng=郑",
        ],
    ),
    country(
        "PE",
        3,
        Script::Latin,
        false,
        1,
        [
            "José/Jose Luis Carlos Juan Jorge Miguel Víctor/Victor César/Cesar Manuel Pedro Ángel/Angel Julio Walter Percy Edwin/Edwyn",
            "María/Maria Rosa Ana Carmen Julia Luz Milagros Yesenia/Jesenia Flor Gladys Elizabeth/Elisabeth Nelly Pilar Roxana",
            "Quispe Flores Sánchez/Sanchez García/Garcia Rodríguez/Rodriguez Rojas Huamán/Huaman Mamani Vásquez/Vasquez Ramos Chávez/Chavez Castillo Mendoza Gutiérrez/Gutierrez Díaz/Diaz Espinoza/Espinosa Condori Paredes Salazar",
        ],
    ),
];

/// Every name of a list, each with its hands, and its own script last where one is given.
pub(super) fn list(names: &'static str) -> Vec<(Vec<String>, Option<String>)> {
    names
        .split(' ')
        .map(|name| {
            let (hands, own) = name.split_once('=').map_or((name, None), |(hands, own)| (hands, Some(own)));
            let plain = |text: &str| text.replace('_', " ");
            (hands.split('/').map(plain).collect(), own.map(plain))
        })
        .collect()
}
