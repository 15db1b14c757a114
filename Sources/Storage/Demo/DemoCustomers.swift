import Portal
import SQLite

/// A customer the vendor knows.
struct DemoOrganization {
    let id: Int64
    let name: String
    let taxNumber: TaxNumber
    let website: Website
    let country: String
    var contacts: [DemoContact] = []
}

struct DemoContact {
    let id: Int64
    let person: DemoPerson
}

extension DemoFilling {
    static let organizationCount = 300

    mutating func insertCustomers(on db: borrowing Connection) throws {
        for index in 0..<Self.organizationCount {
            organizations.append(try insertOrganization(index, on: db))
        }
    }

    private mutating func insertOrganization(_ index: Int, on db: borrowing Connection) throws -> DemoOrganization {
        let company = try DemoCompany(index)
        let created = dice.instant(daysBefore: 560...690, now)
        let parent = index > 20 && index.isMultiple(of: 20) ? organizations[index / 20].id : nil
        let id = try rows.insert(
            into: "organization", on: db,
            [
                "name": .text(company.name.text), "name_key": .text(company.name.nameKey),
                "name_core": .text(company.name.nameCore), "website": .text(company.website.url),
                "website_key": .text(company.website.key), "tin": .text(company.taxNumber.digits),
                "tin_check": .text(company.taxNumber.check(country: company.country).rawValue),
                "country": .text(company.country), "city": .text(company.city),
                "sector": .text(dice.pick(DemoWords.sectors)), "parent_id": Value(parent),
                "created_by_partner_id": Value(dice.chance(ofPercent: 40) ? dice.pick(partners).id : nil),
                "account_owner_id": .integer(agents[index % (Self.agentCount / groups.count)].id),
                "annual_revenue": Value(dice.number(in: 4...900) * 1_000_000_000),
                "employees": Value(dice.number(in: 8...4_000)),
                "internal_notes": dice.chance(ofPercent: 10) ? .text(dice.pick(DemoWords.internalNotes)) : nil,
                "created_at": Value(created), "updated_at": Value(created),
            ])
        var organization = DemoOrganization(
            id: id, name: company.name.text, taxNumber: company.taxNumber, website: company.website,
            country: company.country)
        let host = company.website.key
        for position in 0..<dice.number(in: 1...3) {
            organization.contacts.append(
                try insertContact(index * 3 + position, at: host, of: id, created: created, on: db))
        }
        return organization
    }

    private mutating func insertContact(
        _ index: Int, at host: String, of organization: Int64, created: Timestamp, on db: borrowing Connection
    ) throws -> DemoContact {
        let person = DemoPerson(index, at: host)
        let id = try rows.insert(
            into: "contact", on: db,
            [
                "organization_id": .integer(organization), "first_name": .text(person.first),
                "last_name": .text(person.last), "email": .text(person.email), "phone": .text(person.phone),
                "phone_key": Value(try PhoneNumber(person.phone).e164),
                "job_title": .text(dice.pick(DemoWords.jobTitles)), "shared_from_lead_id": nil,
                "created_by_partner_id": Value(dice.chance(ofPercent: 40) ? dice.pick(partners).id : nil),
                "marketing_consent": Value(dice.chance(ofPercent: 60)), "created_at": Value(created),
                "updated_at": Value(created),
            ])
        return DemoContact(id: id, person: person)
    }
}
