import Portal
import Storage

extension Demo {
    /// How to try each account out.
    ///
    /// - Parameter url: As curl is told it, with the option before it that it needs, if any.
    static func introduction(of accounts: [Account], at url: String) -> String {
        let queries = accounts.map { account in
            // An administrator works on no case: all that is theirs is everybody's.
            let scope = account.role == .admin ? ", scope: ALL" : ""
            return """
                \(account.role.rawValue): \(account.displayName)\(account.partner.map { " of \($0)" } ?? "")
                  curl -s \(url)/graphql -H 'Content-Type: application/json' \\
                    -H 'Authorization: Bearer \(account.token.text)' \\
                    -d '{"query":"{ viewer { role } cases(first: 2\(scope)) { totalCount nodes { caseNumber title } } }"}'
                """
        }
        return "Demo data, with an account for each role:\n\n" + queries.joined(separator: "\n\n") + "\n"
    }
}
