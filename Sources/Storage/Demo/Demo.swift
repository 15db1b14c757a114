package import Portal
package import SQLite

/// A portal in full swing, for trying things out: made up by the project, the same on every machine.
package enum Demo {
    /// Someone to sign in as.
    package struct Account: Sendable {
        package let role: Role
        package let displayName: String
        /// The partner organization the account belongs to; nil for vendor people.
        package let partner: String?
        /// Works until 30 days from now, or until the file is gone.
        package let token: Token
    }

    /// Fills a freshly migrated, empty database, all in one transaction.
    ///
    /// All times are relative to the last midnight (UTC), so that the demo never looks old, and two runs on one day differ
    /// in the tokens only.
    ///
    /// - Parameter files: Where its attachments go.
    /// - Returns: one account for each role that has a token.
    package static func fill(
        _ db: borrowing Connection, _ files: FileDirectory, _ environment: Environment
    ) throws -> [Account] {
        try db.transaction { db in
            // People, partners, leads and shares refer to each other in circles; COMMIT still checks everything.
            try db.execute("PRAGMA defer_foreign_keys = ON")
            let day = Timestamp.day
            let now = environment.now()
            let midnight = Timestamp(milliseconds: now.milliseconds / day * day)
            var filling = DemoFilling(now: midnight)
            try filling.insertAgents(on: db)
            try filling.insertPartners(on: db)
            try filling.insertPortals(on: db)
            try filling.insertCustomers(on: db)
            filling.draftRegistrations()
            filling.draftLeads()
            filling.draftOpportunities()
            filling.draftCases()
            filling.draftConversation()
            try filling.insertRecords(on: db, with: files)
            return try filling.insertTokens(from: environment, on: db)
        }
    }
}

/// What the steps of filling hand on to each other.
///
/// Records are drafted first and inserted last, because their ids and numbers rise with time over all of them.
struct DemoFilling {
    /// A midnight; nothing in the demo is later.
    let now: Timestamp
    let rows = RowInserter()
    var dice = Dice(seed: 0x506f_7274_6963_6f)

    var agents: [DemoAgent] = []
    var admins: [DemoAgent] = []
    /// Ids of the groups, in the order of `CaseCategory.allCases`.
    var groups: [Int64] = []
    var directions: [DemoDirection] = []
    var partners: [DemoPartner] = []
    var organizations: [DemoOrganization] = []

    var records: [DemoRecord] = []
    var registrations: [DemoRegistration] = []
    var leads: [DemoLead] = []
    var opportunities: [DemoOpportunity] = []
    var cases: [DemoCase] = []
    var comments: [DemoComment] = []
    var log: [DemoChange] = []

    init(now: Timestamp) {
        self.now = now
    }
}
