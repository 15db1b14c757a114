import Foundation
import Portal
import Testing

/// Data that nobody of us wrote, through the real program: imported, served and asked for over HTTP.
@Suite(
    "Real data", .enabled(if: PublicData.hasPipeline, "the public data sets are not beside the package"),
    .servingPipeline)
struct RealDataTests {
    /// What the lists of a role have, by list and scope.
    ///
    /// What is not told here the role may not ask for.
    struct Lists: Sendable {
        let role: Role
        let filled: [String: Int]
        let empty: Set<String>
    }

    private static let companyLists = [
        "cases MINE", "cases COMPANY", "contacts", "leadInbox", "leads MINE", "leads COMPANY", "opportunities MINE",
        "registrations MINE", "sharedContacts",
    ]
    private static let vendorLists = [
        "cases MINE", "cases COMPANY", "cases ALL", "contacts", "leadInbox", "leads MINE", "leads COMPANY", "leads ALL",
        "opportunities MINE", "registrations MINE", "sharedContacts",
    ]
    /// The team's customers are the accounts of its deals, and the 146 new companies of its qualified ones.
    private static let company = [
        "opportunities COMPANY": 1_633, "organizations": 75 + 146, "products": 7, "registrations COMPANY": 1_929,
    ]
    /// An agent without sales directions has no deals, but the vendor's common knowledge.
    private static let vendor = [
        "agents": 2, "organizations": 85 + 1_088, "partnerOrganizations": 6, "partnerUsers": 35 + 6, "products": 7 * 3,
    ]
    private static let deals = [
        "opportunities COMPANY": 8_300, "opportunities ALL": 8_300, "registrations COMPANY": 8_800,
        "registrations ALL": 8_800,
    ]
    private static let lists: [Lists] = [
        Lists(
            role: .partnerUser,
            filled: ["opportunities MINE": 636, "organizations": 55 + 146, "products": 7, "registrations MINE": 747],
            empty: ["cases MINE", "contacts", "leadInbox", "leads MINE", "leads COMPANY", "sharedContacts"]),
        Lists(role: .partnerSupervisor, filled: company, empty: Set(companyLists)),
        Lists(
            role: .integration,
            filled: company.merging(["opportunities MINE": 1_633, "registrations MINE": 1_929]) { $1 },
            empty: Set(companyLists).subtracting(["opportunities MINE", "registrations MINE"])),
        Lists(role: .agent, filled: vendor, empty: Set(vendorLists + deals.keys)),
        Lists(role: .admin, filled: vendor.merging(deals) { $1 }, empty: Set(vendorLists + ["auditLog"])),
    ]

    @Test("Every list that a role may ask for gives each row exactly once, forwards and backwards", arguments: lists)
    func pages(_ lists: Lists) throws {
        let caller = try caller(lists.role)
        var counts: [String: Int] = [:]
        for (list, scope) in try caller.rootLists() {
            let arguments = scope.map { "scope: \($0)" } ?? ""
            do {
                let forwards = try caller.walk(list, arguments)
                let name = [list, scope].compactMap(\.self).joined(separator: " ")
                counts[name] = forwards.ids.count
                #expect(Set(forwards.ids).count == forwards.ids.count, "\(name)")
                #expect(forwards.totalCounts == [forwards.ids.count], "\(name)")
                #expect(try caller.walk(list, arguments, .backwards) == forwards, "\(name)")
            } catch let refused as Caller.Refused {
                #expect(refused == .init(codes: ["FORBIDDEN_SCOPE"]), "\(list)")
            }
        }
        #expect(counts.filter { $0.value > 0 } == lists.filled)
        #expect(Set(counts.keys) == lists.empty.union(lists.filled.keys))
    }

    @Test(
        "Every order, with all its ties and nulls, gives the same rows exactly once, forwards and backwards",
        arguments: [("registrations", "RegistrationOrderField"), ("opportunities", "OpportunityOrderField")])
    func orders(list: String, fields: String) throws {
        struct Named: Decodable { let name: String }
        struct Fields: Decodable { let enumValues: [Named] }
        let caller = try caller(.partnerSupervisor)
        let query = "{ fields: __type(name: \"\(fields)\") { enumValues { name } } }"
        let names = try #require(caller.ask(query, for: [String: Fields].self).data?["fields"]).enumValues.map(\.name)
        let rows = try caller.walk(list, "scope: COMPANY").ids.sorted()
        for (name, way) in names.flatMap({ name in ["ASC", "DESC"].map { (name, $0) } }) {
            let arguments = "scope: COMPANY, orderBy: { field: \(name), direction: \(way) }"
            let forwards = try caller.walk(list, arguments)
            #expect(forwards.ids.sorted() == rows, "\(name) \(way)")
            #expect(try caller.walk(list, arguments, .backwards) == forwards, "\(name) \(way)")
        }
    }

    @Test("Filters count what the data sets are known to have")
    func facts() throws {
        let counts = try caller(.admin).counts(
            """
            {
              won: opportunities(scope: ALL, filter: { status: WON }) { totalCount }
              lost: opportunities(scope: ALL, filter: { status: LOST }) { totalCount }
              open: opportunities(scope: ALL, filter: { status: OPEN }) { totalCount }
              registrations(scope: ALL) { totalCount }
              newCompany: registrations(scope: ALL, filter: { newCompany: true }) { totalCount }
              accounts: organizations(filter: { not: { name: { startsWith: "Unnamed customer" } } }) { totalCount }
              subsidiaries: organizations(filter: { parentId: { isNull: false } }) { totalCount }
            }
            """)
        #expect(
            counts == [
                "won": 4_238, "lost": 2_473, "open": 1_589, "registrations": 8_800, "newCompany": 1_425,
                "accounts": 85, "subsidiaries": 15,
            ])
    }

    @Test("Summaries count by state and by stage")
    func summaries() throws {
        struct Bucket: Decodable, Hashable {
            let key: String
            let count: Int
        }
        struct Connection: Decodable { let summary: [Bucket] }
        let answer = try caller(.admin).ask(
            "{ registrations(scope: ALL) { summary { key count } } opportunities(scope: ALL) { summary { key count } } }",
            for: [String: Connection].self)
        let summaries = try #require(answer.data).mapValues { connection in
            Dictionary(uniqueKeysWithValues: connection.summary.map { ($0.key, $0.count) })
        }
        #expect(
            summaries == [
                "registrations": ["QUALIFIED": 8_300, "REJECTED": 12, "SUBMITTED": 488],
                "opportunities": ["CLOSED": 4_238 + 2_473, "DECISION": 1_589],
            ])
    }

    @Test("Each sales direction has each product, and a product is found by its name")
    func products() throws {
        struct Named: Decodable { let name: String }
        struct Product: Decodable {
            let id: String
            let name: String
            let salesDirection: Named
        }
        struct Connection: Decodable { let nodes: [Product] }
        let admin = try caller(.admin)
        func products(_ arguments: String) throws -> [Product] {
            let query = "{ products(\(arguments)) { nodes { id name salesDirection { name } } } }"
            return try admin.ask(query, for: [String: Connection].self).data?["products"]?.nodes ?? []
        }
        let names = [
            "GTK 500", "GTX Basic", "GTX Plus Basic", "GTX Plus Pro", "GTX Pro", "MG Advanced", "MG Special",
        ]
        let all = try products("first: 100").map { "\($0.name), \($0.salesDirection.name)" }
        #expect(
            all.sorted() == names.flatMap { name in ["Central", "East", "West"].map { "\(name), \($0)" } }.sorted())
        let pro = try products(#"filter: { name: { eq: "GTX Pro" } }"#)
        #expect(pro.map(\.salesDirection.name).sorted() == ["Central", "East", "West"])
        let ids = pro.map { "\"\($0.id)\"" }.joined(separator: " ")
        let deals = "{ deals: registrations(scope: ALL, filter: { productId: { in: [\(ids)] } }) { totalCount } }"
        #expect(try admin.counts(deals) == ["deals": 1_480])
    }

    @Test("Each supervisor has their company's registrations, and together they have them all")
    func companies() throws {
        let counts = try ServingPipeline.supervisors.mapValues { supervisor in
            try supervisor.counts("{ registrations(scope: COMPANY) { totalCount } }")["registrations"]
        }
        #expect(
            counts == [
                "Cara Losch": 964, "Celia Rouche": 1_296, "Dustin Brinkmann": 1_583, "Melvin Marxen": 1_929,
                "Rocco Neubert": 1_327, "Summer Sewald": 1_701,
            ])
        #expect(counts.values.compactMap(\.self).reduce(0, +) == 8_800)
    }

    @Test(
        "A company's supervisor and program see exactly the rows that administrators find by the company",
        arguments: [Role.partnerSupervisor, .integration], ["registrations", "opportunities"])
    func company(_ role: Role, _ list: String) throws {
        struct Viewer: Decodable { let partner: Node }
        struct Node: Decodable { let id: String }
        let caller = try caller(role)
        let viewer = try caller.ask("{ viewer { partner { id } } }", for: [String: Viewer].self).data?["viewer"]
        let partner = try #require(viewer).partner.id
        let found = try self.caller(.admin).walk(list, #"scope: ALL, filter: { partnerId: { eq: "\#(partner)" } }"#)
        #expect(try caller.walk(list, "scope: COMPANY") == found)
        #expect(!found.ids.isEmpty)
    }

    private func caller(_ role: Role) throws -> Caller { try #require(ServingPipeline.callers[role]) }
}
