import Portal
import Testing

@Suite("Forms")
struct FormTests {
    static func today() throws -> CalendarDate { try CalendarDate("2026-11-21") }

    static func filledIn() -> RegistrationForm {
        var form = RegistrationForm()
        form.name = " Warehouse software "
        form.product = 3
        form.company = .new(name: "ООО «Ромашка»", website: "romashka.ru", tin: "7707 083 893", country: "ru")
        form.contact = .new(
            firstName: "Anna", lastName: "Petrova", middleName: " ", email: "anna@romashka.ru", phone: "+7 495 1234567")
        form.representative = 5
        form.budget = "about a million"
        form.estimatedValue = MoneyForm(amount: "1250.50", currency: "EUR")
        form.estimatedClosureDate = "2026-11-21"
        form.customerRequirements = "first\nsecond"
        form.additionalComments = ""
        form.externalReference = "X-1"
        form.attachments = [8, 9]
        return form
    }

    /// Everything wrong with a form as `path code` lines.
    static func faults(
        _ form: RegistrationForm, checksum: TinChecksum = .warn
    ) throws -> [String] {
        let today = try today()
        do throws(Refusals) {
            _ = try form.read(today: today, checksum: checksum).accepted.get()
            return []
        } catch {
            return lines(error)
        }
    }

    static func lines(_ refusals: Refusals) -> [String] {
        refusals.all.map { "\($0.field.joined(separator: ".")) \($0.code.rawValue)" }
    }

    @Test("A form that is filled in is read field by field")
    func accepted() throws {
        let read = try Self.filledIn().read(today: Self.today(), checksum: .strict).accepted.get()
        #expect(read.name == "Warehouse software")
        #expect(read.product == 3)
        guard case .new(let company) = read.company, case .new(let contact) = read.contact else {
            Issue.record("Both are new")
            return
        }
        #expect(company.name.nameKey == "ооо ромашка")
        #expect(company.website?.key == "romashka.ru")
        #expect(company.tin?.digits == "7707083893")
        #expect(company.country?.text == "RU")
        #expect(contact.name.displayName == "Anna Petrova")
        #expect(contact.name.middle == nil)
        #expect(contact.email?.key == "anna@romashka.ru")
        #expect(contact.phone?.e164 == "+74951234567")
        #expect(read.representative == 5)
        #expect(read.budget == "about a million")
        #expect(try read.estimatedValue == Money(amount: Decimal("1250.5"), currency: "EUR"))
        #expect(try read.estimatedClosureDate == Self.today())
        #expect(read.customerRequirements == "first\nsecond")
        #expect(read.additionalComments == nil)
        #expect(read.externalReference == "X-1")
        #expect(read.attachments == [8, 9])
    }

    @Test("An existing company with an existing contact, and nothing more")
    func smallest() throws {
        var form = RegistrationForm()
        form.name = "Deal"
        form.company = .existing(1)
        form.contact = .existing(2)
        form.representative = 3
        let read = try form.read(today: Self.today(), checksum: .strict).accepted.get()
        #expect(read.company == .existing(.row(1)))
        #expect(read.contact == .existing(2))
        #expect(read.product == nil)
        #expect(read.budget == nil)
        #expect(read.estimatedValue == nil)
        #expect(read.estimatedClosureDate == nil)
    }

    @Test("An empty form is refused once, with everything that is missing")
    func empty() throws {
        #expect(
            try Self.faults(RegistrationForm()) == [
                "input.name REQUIRED", "input.company REQUIRED", "input.contact REQUIRED",
                "input.representativeId REQUIRED",
            ])
        var form = RegistrationForm()
        form.name = " "
        form.company = .new(name: "", website: nil, tin: " ")
        form.contact = .new(firstName: nil, lastName: "\u{A0}")
        #expect(
            try Self.faults(form) == [
                "input.name REQUIRED", "input.company.new.name REQUIRED", "input.company.new.website REQUIRED",
                "input.company.new.tin REQUIRED", "input.contact.new.firstName REQUIRED",
                "input.contact.new.lastName REQUIRED", "input.representativeId REQUIRED",
            ])
    }

    @Test("A form where everything is wrong is refused once, each fault at its place")
    func everythingWrong() throws {
        var form = RegistrationForm()
        form.name = String(repeating: "x", count: 256)
        form.company = .new(name: "!!!", website: "http://10.0.0.1", tin: "1111111111", country: "RUS")
        form.contact = .new(
            firstName: "a\u{0}", lastName: String(repeating: "x", count: 256), middleName: "a\nb", email: "anna",
            phone: "none")
        form.representative = 1
        form.budget = String(repeating: "x", count: 20_001)
        form.estimatedValue = MoneyForm(amount: "1,5", currency: "EUR")
        form.estimatedClosureDate = "2026-11-20"
        form.customerRequirements = "\u{1B}"
        form.additionalComments = String(repeating: "x", count: 20_001)
        form.externalReference = "a\nb"
        form.attachments = Array(1...51)
        #expect(
            try Self.faults(form) == [
                "input.name TOO_LONG", "input.company.new.name INVALID_FORMAT",
                "input.company.new.website INVALID_URL", "input.company.new.country INVALID_FORMAT",
                "input.company.new.tin INVALID_TIN", "input.contact.new.firstName INVALID_FORMAT",
                "input.contact.new.lastName TOO_LONG", "input.contact.new.middleName INVALID_FORMAT",
                "input.contact.new.email INVALID_EMAIL", "input.contact.new.phone INVALID_PHONE",
                "input.budget TOO_LONG", "input.estimatedValue.amount INVALID_FORMAT",
                "input.estimatedClosureDate DATE_IN_PAST", "input.customerRequirements INVALID_FORMAT",
                "input.additionalComments TOO_LONG", "input.externalReference INVALID_FORMAT",
                "input.attachmentIds TOO_LONG",
            ])
    }

    @Test("A currency and a date are refused for what they are")
    func moneyAndDate() throws {
        var form = Self.filledIn()
        form.estimatedValue = MoneyForm(amount: "-1", currency: "EUR")
        form.estimatedClosureDate = "2026-02-30"
        #expect(
            try Self.faults(form) == [
                "input.estimatedValue.amount VALUE_OUT_OF_RANGE", "input.estimatedClosureDate INVALID_FORMAT",
            ])
        form = Self.filledIn()
        form.estimatedValue = MoneyForm(amount: "1", currency: "euro")
        #expect(try Self.faults(form) == ["input.estimatedValue.currency INVALID_FORMAT"])
        form.estimatedValue = MoneyForm(amount: "-1", currency: "euro")
        #expect(
            try Self.faults(form) == [
                "input.estimatedValue.amount VALUE_OUT_OF_RANGE", "input.estimatedValue.currency INVALID_FORMAT",
            ])
    }

    @Test("A company may be named by its TIN, which is read as any other")
    func companyByTin() throws {
        var form = Self.filledIn()
        form.company = .known(tin: "7707 083 893")
        let read = try form.read(today: Self.today(), checksum: .warn).accepted.get()
        #expect(try read.company == .existing(.tin(TaxNumber("7707083893"))))
        form.company = .known(tin: "77*****893")
        #expect(try Self.faults(form) == ["input.company.existingTin INVALID_TIN"])
        var newCase = Self.newCase()
        newCase.organization = .known(tin: "7707083893")
        #expect(try newCase.read(by: .partnerUser).company == .chosen(.existing(.tin(TaxNumber("7707083893")))))
        newCase.organization = .known(tin: "")
        let refusals = try #require(throws: Refusals.self) { try newCase.read(by: .partnerUser).accepted.get() }
        #expect(Self.lines(refusals) == ["input.organization.existingTin REQUIRED"])
    }

    @Test("The company of a form is read whatever else is wrong, a new one as far as it can be read")
    func company() throws {
        var form = RegistrationForm()
        form.company = .new(name: "Acme", website: "acme.ru", tin: "7707083893", country: "RU")
        let acme = try NewCompany(
            name: CompanyName("Acme"), website: Website("acme.ru"), tin: TaxNumber("7707083893"),
            country: CountryCode("RU"))
        #expect(try form.read(today: Self.today(), checksum: .strict).company == .chosen(.new(acme)))
        for (choice, company) in [
            (
                CompanyChoice.new(name: "Acme", website: "acme.ru", tin: "7707083894"),
                CompanyReading.partial(CompanyKeys(name: acme.name, website: acme.website, tin: nil))
            ),
            (
                .new(name: nil, website: " ", tin: "7707083893", country: "RUS"),
                .partial(CompanyKeys(name: nil, website: nil, tin: acme.tin))
            ),
            (.known(tin: " "), nil),
        ] {
            form.company = choice
            #expect(try form.read(today: Self.today(), checksum: .strict).company == company)
        }
        var newCase = CaseForm()
        for (choice, company) in [
            (CaseForm.Organization.existing(7), CompanyReading.chosen(.existing(.row(7)))),
            (.known(tin: "77*****893"), nil), (.new(name: ""), nil),
        ] {
            newCase.organization = choice
            #expect(newCase.read(by: .partnerUser).company == company)
        }
    }

    @Test(
        "Check digits are refused by a strict sales direction only",
        arguments: [(TinChecksum.off, []), (.warn, []), (.strict, ["input.company.new.tin TIN_CHECKSUM_MISMATCH"])])
    func checksum(checksum: TinChecksum, faults: [String]) throws {
        var form = Self.filledIn()
        form.company = .new(name: "Acme", website: "acme.ru", tin: "7707083894")
        #expect(try Self.faults(form, checksum: checksum) == faults)
    }

    static func newCase() -> CaseForm {
        var form = CaseForm()
        form.title = "It does not start "
        form.summary = "Since\nMonday"
        form.category = .support
        return form
    }

    @Test("A case is NEW and of medium priority unless said otherwise")
    func newCaseAccepted() throws {
        var form = Self.newCase()
        form.organization = .new(name: "Acme")
        form.contact = 2
        form.opportunity = 3
        form.attachments = [4]
        let reading = form.read(by: .partnerUser)
        let read = try reading.accepted.get()
        #expect(read.title == "It does not start")
        #expect(read.summary == "Since\nMonday")
        #expect(read.category == .support)
        #expect(read.priority == .medium)
        #expect(read.status == .new)
        let acme = try NewCompany(
            name: CompanyName("Acme"), website: nil, tin: nil, country: nil)
        #expect(reading.company == .chosen(.new(acme)))
        #expect(read.contact == 2)
        #expect(read.opportunity == 3)
        #expect(read.attachments == [4])
    }

    @Test("A case form is refused once, each fault at its place")
    func newCaseRefused() throws {
        var form = CaseForm()
        form.title = "a\nb"
        form.summary = String(repeating: "x", count: 20_001)
        form.status = .closed
        form.organization = .new(name: " ")
        form.attachments = Array(1...51)
        let refusals = try #require(throws: Refusals.self) { try form.read(by: .partnerSupervisor).accepted.get() }
        #expect(
            Self.lines(refusals) == [
                "input.title INVALID_FORMAT", "input.summary TOO_LONG", "input.category REQUIRED",
                "input.status INVALID_TRANSITION", "input.organization.newName REQUIRED",
                "input.attachmentIds TOO_LONG",
            ])
    }

    @Test("Partners open cases as NEW or OPEN, the vendor anywhere but at the end", arguments: Role.allCases)
    func beginnings(role: Role) {
        for status in CaseStatus.allCases {
            var form = Self.newCase()
            form.status = status
            let isAccepted = (try? form.read(by: role).accepted.get()) != nil
            let expected: Bool =
                switch role {
                case .anonymous: false
                case .partnerUser, .partnerSupervisor, .integration: [.new, .open].contains(status)
                case .agent, .admin: ![.resolved, .closed].contains(status)
                }
            #expect(isAccepted == expected, "\(status)")
        }
    }

    @Test("Only the vendor's people write among themselves", arguments: Role.allCases, CommentKind.allCases)
    func comments(role: Role, kind: CommentKind) throws {
        var form = CommentForm()
        form.kind = kind
        form.body = " Thank you\n"
        form.attachments = [1]
        if kind == .additionalComment || role == .agent || role == .admin {
            let read = try form.read(by: role)
            #expect(read.kind == kind)
            #expect(read.body == "Thank you")
            #expect(read.attachments == [1])
        } else {
            let refusals = try #require(throws: Refusals.self) { try form.read(by: role) }
            #expect(Self.lines(refusals) == ["kind FIELD_NOT_WRITABLE"])
        }
    }

    @Test("A comment says something, in at most 20 000 characters")
    func commentBody() throws {
        for (body, code) in [
            (nil, "REQUIRED"), (" \n", "REQUIRED"), (String(repeating: "x", count: 20_001), "TOO_LONG"),
        ] {
            var form = CommentForm()
            form.body = body
            form.attachments = Array(0..<51)
            let refusals = try #require(throws: Refusals.self) { try form.read(by: .agent) }
            #expect(Self.lines(refusals) == ["body \(code)", "attachmentIds TOO_LONG"])
        }
    }
}
