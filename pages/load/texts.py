"""Words of the load: per language what is asked, by kind of support. Invented, about no real State."""

#: (language, kind of support, title, summary)
NEEDS = [
    ("en", "training", "Train public defenders on bail", "Lawyers of the islands need circuits of training in court."),
    ("en", "legislation", "Draft a law on domestic violence", "A first draft exists; experts in drafting are asked."),
    ("en", "data", "Indicators for the right to housing", "The statistics office needs help with surveys of housing."),
    ("en", "nmirf", "A database of recommendations", "The mechanism follows recommendations on paper today."),
    ("en", "equipment", "Computers for rural courts", "Nine courts keep their registers by hand and need equipment."),
    ("fr", "training", "Former les juges aux droits de l'enfant", "Soixante juges nommés cette année sans formation."),
    (
        "fr",
        "reporting",
        "Rapports en retard aux organes de traités",
        "Trois rapports sont en retard ; un groupe existe.",
    ),
    ("fr", "expert", "Expertise sur les conditions de détention", "Deux experts pour visiter les lieux de détention."),
    ("fr", "institution", "Créer une institution nationale indépendante", "Une loi est prête, le personnel manque."),
    (
        "es",
        "peer_exchange",
        "Intercambio con magistradas itinerantes",
        "Cinco funcionarias visitarían tribunales en islas.",
    ),
    (
        "es",
        "training",
        "Capacitar a la defensa pública",
        "Las defensoras necesitan formación sobre medidas cautelares.",
    ),
    ("es", "convening", "Diálogo nacional sobre pueblos indígenas", "Una mesa con las comunidades y los ministerios."),
    ("ar", "legislation", "دعم إعداد قانون لحماية النساء", "مسودة أولى قيد المراجعة والمطلوب خبيران في الصياغة."),
    ("ar", "training", "تدريب القضاة على معايير المحاكمة العادلة", "ستون قاضياً عُينوا هذا العام دون تدريب."),
    ("ru", "training", "Обучение сотрудников национального механизма", "Пять сотрудников вели учёт вручную."),
    ("ru", "data", "Показатели доступа к правосудию", "Нужна помощь в сборе данных и их разборе."),
    ("zh-hans", "equipment", "残疾人无障碍法律援助", "法律援助中心尚无无障碍设施，也没有受过培训的工作人员。"),
    ("zh-hans", "seed_finance", "为农村法院提供启动资金", "三个县法院需要启动资金建立儿童法庭。"),
]

#: (language, kind of support, form, title, summary)
OFFERS = [
    (
        "en",
        "training",
        "expertise",
        "Trainers for courts and defenders",
        "Two trainers come for circuits of two weeks.",
    ),
    (
        "en",
        "legislation",
        "expertise",
        "Drafting of laws on equality",
        "Experts in drafting, on the spot or from afar.",
    ),
    ("en", "data", "tool", "A tool for human rights indicators", "Software and help with surveys, free of charge."),
    ("en", "nmirf", "tool", "A tracking database for recommendations", "Set-up and a course for those who keep it."),
    ("en", "equipment", "in_kind", "Equipment for courts", "Computers and printers, brought and set up."),
    ("en", "seed_finance", "grant", "Small grants for access to justice", "A board decides four times a year."),
    (
        "fr",
        "reporting",
        "expertise",
        "Aide à la rédaction des rapports",
        "Une équipe rédige avec vous pendant un mois.",
    ),
    ("fr", "expert", "expertise", "Experts des lieux de détention", "Visites et conseils aux administrations."),
    (
        "fr",
        "institution",
        "co_finance",
        "Appui aux institutions nationales",
        "Cofinancement du personnel la première année.",
    ),
    (
        "es",
        "peer_exchange",
        "study_visit",
        "Visita a tribunales itinerantes",
        "Recibimos a cinco funcionarios una semana.",
    ),
    ("es", "convening", "in_kind", "Facilitación de diálogos nacionales", "Sala, facilitadoras e interpretación."),
    ("ar", "training", "places", "مقاعد تدريبية للقضاة", "دورات لمدة أسبوعين في المعهد."),
]

SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu"]
