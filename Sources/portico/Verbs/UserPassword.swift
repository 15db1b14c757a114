import API
import Portal
import Storage

extension Verb {
    static let userPassword = Verb(
        name: "user password", arguments: ["<email>"],
        summary:
            "Gives a user the password on standard input, and ends their sessions; a server may be running.",
        options: [.data]
    ) { options in
        let login = try EmailAddress(argument: options.arguments[0])
        let connection = try Database(path: options.setting(.data).value).connectBesideServer()
        let typed = try SecretLine.read(prompt: "Password for \(login.text): ")
        if SecretLine.isTyped, try SecretLine.read(prompt: "Once more: ") != typed {
            throw Failure(.problems, Refusal.passwordMismatch.message)
        }
        let password: Password
        do throws(Refusal) { password = try .new(typed, for: login.key) } catch {
            throw Failure(.problems, error.message)
        }
        let hash = try Passwords.hash(password, from: .live)
        guard try CredentialStore.give(hash, toLogin: login, at: Environment.live.now(), in: connection) else {
            throw Failure(.problems, "nobody signs in as «\(login.text)»: give the email address of an active user")
        }
        Terminal.say("\(login.text) has a new password")
    }
}
