import Portal

/// What the database has against a request, gathered so that the user hears of everything at once.
struct Findings {
    private var refusals: [Refusal] = []

    mutating func add(_ refusal: Refusal, at field: [String]) { refusals.append(refusal.at(field)) }

    mutating func add(_ more: [Refusal]) { refusals += more }

    /// Tries a rule of the portal; what it refuses is said of the input at `field`.
    mutating func check(at field: [String], _ rule: () throws(Refusal) -> Void) {
        do throws(Refusal) { try rule() } catch { add(error, at: field) }
    }

    /// What a form reads as; nil when something is wrong with it, which is noted.
    mutating func take<Accepted>(_ read: () throws(Refusals) -> Accepted) -> Accepted? {
        do throws(Refusals) { return try read() } catch {
            add(error.all)
            return nil
        }
    }

    /// - Throws: everything that was found, if anything was.
    func report() throws(Refusals) {
        if let refusals = Refusals(refusals) { throw refusals }
    }
}
