/// What the demo's people, places and things are called; none of them exists.
enum DemoWords {
    static let firstNames = [
        "Anna", "Marek", "Leila", "Tomas", "Ingrid", "Samuel", "Priya", "Olga", "Daniel", "Aisha", "Viktor", "Noemi",
        "Pedro", "Hanna", "Kenji", "Elif", "Oscar", "Zuzana", "Ivan", "Grace", "Mateo", "Sofia", "Jonas", "Nadia",
        "Rafael", "Yulia", "Emeka", "Clara", "Arjun", "Freya", "Pavel", "Lucia", "Timur", "Amelia", "Henrik", "Mei",
    ]
    static let lastNames = [
        "Keller", "Novak", "Haddad", "Lindqvist", "Okafor", "Sharma", "Petrova", "Moreau", "Silva", "Tanaka",
        "Yilmaz", "Kowalska", "Berg", "Rossi", "Fischer", "Abenov", "Castillo", "Horvat", "Laine", "Dubois",
        "Sokolov", "Mensah", "Iversen", "Marino", "Costa", "Wagner", "Karimova", "Olsen", "Patel", "Romero",
        "Jansen", "Vasquez", "Lebedeva", "Murphy", "Nagy", "Chen",
    ]
    static let jobTitles = [
        "Head of Operations", "Purchasing Manager", "IT Director", "Chief Accountant", "Project Lead", "Office Manager",
        "Head of Logistics", "Data Analyst", "Managing Director", "Plant Manager",
    ]

    static let companyFirst = [
        "Amber", "Blue Heron", "Cedar", "Copper", "Crescent", "Driftwood", "Evergreen", "Foxglove", "Granite",
        "Harvest",
        "Ivory", "Juniper", "Lantern", "Maple", "Meadow", "Northern", "Orchard", "Pebble", "Quiet", "Riverbend",
        "Saffron", "Silver", "Thistle", "Umbra", "Willow",
    ]
    static let companySecond = [
        "Bakeries", "Ceramics", "Clinics", "Dairies", "Engines", "Farms", "Foundry", "Furniture", "Gardens", "Harbour",
        "Instruments", "Libraries", "Logistics", "Mills", "Observatory", "Paper", "Schools", "Textiles", "Tools",
        "Water Works",
    ]
    /// Each with how its website spells it.
    static let cyrillicFirst = [
        ("Северный", "severny"), ("Зелёный", "zeleny"), ("Тихий", "tikhy"), ("Светлый", "svetly"),
        ("Речной", "rechnoy"), ("Новый", "novy"), ("Янтарный", "yantarny"), ("Дальний", "dalny"),
    ]
    static let cyrillicSecond = [
        ("Мост", "most"), ("Маяк", "mayak"), ("Берег", "bereg"), ("Сад", "sad"), ("Парус", "parus"),
        ("Родник", "rodnik"), ("Ветер", "veter"),
    ]
    /// Country, city, legal form.
    static let places = [
        ("DE", "Leipzig", "GmbH"), ("NL", "Utrecht", "B.V."), ("GB", "Leeds", "Ltd"), ("US", "Portland", "Inc."),
        ("FI", "Tampere", "Oy"), ("PL", "Gdynia", "Sp. z o.o."), ("ES", "Valencia", "S.L."), ("FR", "Nantes", "SAS"),
        ("SE", "Uppsala", "AB"), ("CZ", "Brno", "s.r.o."), ("IT", "Turin", "S.r.l."), ("AT", "Graz", "GmbH"),
        ("IN", "Pune", "Pvt Ltd"), ("TR", "Izmir", "A.S."),
    ]
    static let cyrillicPlaces = [
        ("RU", "Казань", "ООО"), ("BY", "Гродно", "ООО"), ("KZ", "Алматы", "ТОО"), ("RU", "Томск", "ООО"),
    ]
    static let sectors = [
        "Manufacturing", "Retail", "Healthcare", "Education", "Logistics", "Food", "Energy", "Finance", "Public sector",
    ]

    static let needs = [
        "One place for customer requests instead of five mailboxes.",
        "Replace a spreadsheet that forty people edit at once.",
        "Approvals that do not wait for the one who is on holiday.",
        "A service desk for three sites and two languages.",
        "Reports for the board on the first of the month, without night shifts.",
        "Connect the warehouse with the shop before the next season.",
        "Keep personal data in the country and prove it to the auditor.",
        "A customer portal where orders and invoices can be followed.",
    ]
    static let budgets = [
        "Approved for this year", "About 20 000, to be confirmed", "Not above last year's licence", "Open",
        "From Q3 on",
    ]
    static let nextSteps = [
        "Demo with the department heads", "Send the revised offer", "Call the purchasing department",
        "Security questionnaire", "Visit the site in the north", "Agree on the pilot's scope",
    ]
    static let caseTitles = [
        "Licence key is refused after renewal", "Import stops at row 5000", "Users cannot sign in since this morning",
        "Question about the price list", "Report shows last month's figures", "Need a field for the contract number",
        "Mail notifications arrive twice", "Offer for forty more seats", "Migration plan for the test system",
        "Search finds archived records", "Time zone is wrong in exports", "Training for new administrators",
        "Workflow skips the second approval", "Dashboard is slow on Mondays", "Change of the invoice address",
    ]
    static let caseSummaries = [
        "It worked until last week. Nothing was changed on our side as far as we know.",
        "The customer asks for an answer before their steering committee meets.",
        "Happens for every user of one department, others are fine.",
        "Please tell us what is possible and what it would cost.",
        "Steps: open the list, sort by date, export. Screenshot is attached.",
        "There is a workaround, but the customer does not like it.",
    ]
    static let resolutions = [
        "Setting corrected, confirmed by the customer.", "Fixed with the update of this week.",
        "Explained in a call, guide sent.", "Workaround in place, request noted for the road map.",
    ]
    static let partnerComments = [
        "Thank you, we will pass this on to the customer.", "The customer has confirmed the date.",
        "Could we get an answer by Thursday?", "Attached is the log file you asked for.",
        "The contact has changed, please use the new one.", "We tried it, the problem is still there.",
        "Works now, many thanks!", "The budget was approved yesterday.", "They also look at another product.",
        "Can we have a short call about this?",
    ]
    static let agentComments = [
        "We are looking into it.", "Please send us the version number.", "The offer is on its way.",
        "Could you tell us how many users are affected?", "An update is planned for Monday.",
        "We have reproduced the problem.", "Good news: this is possible with the standard workflow.",
        "Please check again and let us know.", "We suggest a pilot of four weeks.",
        "I have passed it on to our analysts.",
    ]
    static let internalNotes = [
        "Same cause as the last two cases of this partner.", "Ask the product team before promising anything.",
        "Margin is thin, no further discount.", "Competitor was seen at the customer's site.",
        "Partner needs a refresher training.", "Key customer: handle with care.",
    ]
    static let rejectionMessages = [
        "We are already working with this customer.", "Another partner registered this project first.",
        "The project does not fit the product.", "The data is not complete enough to decide.",
        "The customer is outside your territory.", "The customer told us that there is no project.",
        "We talked it over on the phone.",
    ]
    static let files = [
        "requirements.pdf", "offer.pdf", "screenshot.png", "floor-plan.gif", "server-log.txt", "users.csv",
    ]
}
