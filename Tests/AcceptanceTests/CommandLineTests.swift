import TestSupport
import Testing

@Suite("The command line")
struct CommandLineTests {
    private static func noOrigin(_ text: String) -> String {
        "--cors-origin: «\(text)» is no origin: give scheme and host, such as https://app.example, or several with commas between"
    }

    private static func noProxy(_ text: String) -> String {
        "--trusted-proxy: «\(text)» is no address: give those of proxies, networks such as 10.0.0.0/8, or unix for --uds, with commas between"
    }

    private static let noLine = "--name: Expected a single line of text without control characters."

    @Test(
        "Wrong usage ends with 2 and one line that names what is wrong",
        arguments: [
            (["serv"], "there is no verb «serv»: did you mean «portico serve»?"),
            (["user", "tokn"], "there is no verb «user»: did you mean «portico user token»?"),
            (["xyzzy"], "there is no verb «xyzzy»: see portico help"),
            (["--prot", "1"], "portico serve has no option «--prot»: did you mean «--port»?"),
            (["--frobnicate"], "portico serve has no option «--frobnicate»: see portico help serve"),
            (["--port"], "--port needs a value: --port <n>"),
            (["--port", "--demo"], "--port needs a value: --port <n>"),
            (["--port="], "--port needs a value: --port <n>"),
            (["--port", "65536"], "--port: «65536» is no port: give a number from 0 to 65535"),
            (["--port", "-1"], "--port: «-1» is no port: give a number from 0 to 65535"),
            (["--http-status", "x"], "--http-status: «x» is no set of statuses: give field or draft"),
            (
                ["--rate-limit", "249999"],
                "--rate-limit: «249999» nodes a minute cannot be: give a number from 250000 to 2147483647, or 0 for no limit"
            ),
            (
                ["--rate-limit", "-1"],
                "--rate-limit: «-1» nodes a minute cannot be: give a number from 250000 to 2147483647, or 0 for no limit"
            ),
            (["--batch", "0"], "--batch: «0» requests cannot be: give a number from 1 to 100"),
            (["--batch", "101"], "--batch: «101» requests cannot be: give a number from 1 to 100"),
            (["--cors-origin", "https://app.example/page"], noOrigin("https://app.example/page")),
            (["--cors-origin", "https://app.example/"], noOrigin("https://app.example/")),
            (["--cors-origin", "*"], noOrigin("*")), (["--cors-origin", "null"], noOrigin("null")),
            (["--cors-origin", "app.example"], noOrigin("app.example")),
            (["--cors-origin", "https://app.example:443"], noOrigin("https://app.example:443")),
            (["--cors-origin", "https://app.example,"], noOrigin("")),
            (["--trusted-only"], "--trusted-only: there is no folder: name it with --trusted"),
            (["--uds", "a", "--port", "1"], "--port does not go with --uds: leave one of them out"),
            (["--host", "::1", "--uds", "a"], "--host does not go with --uds: leave one of them out"),
            (["--trusted-proxy", "localhost"], noProxy("localhost")), (["--trusted-proxy", ","], noProxy("")),
            (["--trusted-proxy", "unix, 10.0.0.0/33"], noProxy("10.0.0.0/33")),
            (["--trusted-proxy", "10.0.0.1,"], noProxy("")),
            (["--uds="], "--uds needs a value: --uds <path>"),
            (["--log", "none"], "--log: «none» is no choice of lines: give all or errors"),
            (["--port", "1", "--port", "2"], "--port is given twice: give it once"),
            (["--demo=yes"], "--demo takes no value: leave it out"),
            (
                ["version", "now"], "«now» is one word too many: portico version"
            ),
            (["user", "token"], "<email> is missing: portico user token <email> [--data <file>]"),
            (["user", "token", "a\u{1B}[31m\nb"], #"«a\u{1B}[31m\u{A}b» is no email address"#),
            (["user", "password", "@vendor.example"], "«@vendor.example» is no email address"),
            (["backup"], "<file> is missing: portico backup <file> [--data <file>]"),
            (["validate"], "<document>… is missing: portico validate <document>… [--role <role>]"),
            (["validate", "-", "a", "-"], "- is given twice: standard input can be read once"),
            (
                ["validate", "-", "--role", "GOD"],
                "--role is one of ANONYMOUS, PARTNER_USER, PARTNER_SUPERVISOR, AGENT, ADMIN, INTEGRATION, not «GOD»"
            ),
            (
                ["user", "add", "ada@vendor.example", "--name", "  \u{3000}"],
                "--name is missing: what is the person called?"
            ),
            (
                ["user", "add", "ada@vendor.example", "--name", String(repeating: "a", count: 256)],
                "--name: This text is too long: at most 255 characters are allowed."
            ),
            (["user", "add", "ada@vendor.example", "--name", "Ada\nEve"], Self.noLine),
            (["user", "add", "ada@vendor.example", "--name", "Ada\u{1B}[2J"], Self.noLine),
            (["user", "add", "ada@vendor.example", "--name", "Ada \u{202E}evE"], Self.noLine),
            (
                ["user", "add", "a\r\n\u{1B}[2J\u{9B}\u{202E}", "--name", "Ada"],
                #"«a\u{D}\u{A}\u{1B}[2J\u{9B}\u{202E}» is no email address"#
            ),
            (["schema", "prnt"], "there is no verb «schema»: did you mean «portico schema print»?"),
            (["schema", "diff", "a"], "<new> is missing: portico schema diff <old> <new>"),
            (["schema", "diff", "-", "-"], "- is given twice: standard input can be read once"),
            (
                ["--host", "192.0.2.1"],
                "--host: «192.0.2.1» is no address of this machine: give one that is, such as 127.0.0.1, or 0.0.0.0 for all"
            ),
        ])
    func wrongUsage(_ words: [String], _ message: String) throws {
        let directory = try TemporaryDirectory()
        let outcome = try PorticoProcess.run(words, in: directory.path)
        #expect(outcome.errors == "portico: \(message)\n")
        #expect(outcome.output.isEmpty)
        #expect(outcome.exitCode == 2)
        #expect(directory.names.isEmpty)
    }

    @Test("A wrong value in the environment is named by its variable")
    func wrongEnvironment() throws {
        let outcome = try PorticoProcess.run([], environment: ["PORTICO_PORT": "http"])
        #expect(outcome.errors == "portico: PORTICO_PORT: «http» is no port: give a number from 0 to 65535\n")
        #expect(outcome.exitCode == 2)
    }

    @Test("The command line goes before the environment, and that before the default")
    func origins() throws {
        let outcome = try PorticoProcess.run(
            ["serve", "--print-config", "--port", "81", "--loops", "3"],
            environment: ["PORTICO_PORT": "82", "PORTICO_DATA": "my.db"])
        #expect(
            outcome.output == """
                data          my.db                   PORTICO_DATA
                host          127.0.0.1               default
                port          81                      --port
                uds           (none)                  default
                trusted-proxy (none)                  default
                loops         3                       --loops
                http-status   field                   default
                batch         1                       default
                rate-limit    300000                  default
                cors-origin                           default
                trusted       (none)                  default
                trusted-only  off                     default
                log           all                     default

                """)
        #expect(outcome.exitCode == 0)
    }

    @Test(
        "Every verb has a page with its options",
        arguments: [
            "serve", "import", "backup", "user password", "user token", "validate", "schema print", "schema diff",
            "version", "help",
        ])
    func pages(_ verb: String) throws {
        let words = verb.split(separator: " ").map(String.init)
        let page = try PorticoProcess.run(["help"] + words)
        #expect(page.output.hasPrefix("portico \(verb)"))
        #expect(page.exitCode == 0)
        #expect(try PorticoProcess.run(words + ["--help"]).output == page.output)
    }

    @Test(
        "The first word of a verb of two shows the pages of both", arguments: [["help", "user"], ["user", "--help"]])
    func group(_ words: [String]) throws {
        let page = try PorticoProcess.run(words)
        #expect(page.output.hasPrefix("portico user add <email> --name <name> [--role <role>]"))
        #expect(page.output.contains("\n\nportico user token <email> [--data <file>]\n"))
        #expect(page.exitCode == 0)
    }

    @Test("The first account makes the database, which stays whatever becomes of the account")
    func firstAccount() throws {
        let directory = try TemporaryDirectory()
        let words = ["user", "add", "ada@vendor.example", "--name", "Ada", "--data", "new.db"]
        let refused = try PorticoProcess.run(
            words + ["--role", "INTEGRATION", "--partner", "Ares"], in: directory.path)
        #expect(refused.errors == "portico: there is no partner organization «Ares»: give its exact name\n")
        #expect(directory.names.contains("new.db"))
        let added = try PorticoProcess.run(words, in: directory.path)
        #expect(
            added.output
                == "ada@vendor.example is ADMIN; give a password with portico user password ada@vendor.example --data new.db\n"
        )
        #expect(
            try PorticoProcess.run(["user", "token", "ada@vendor.example", "--data", "new.db"], in: directory.path)
                .exitCode == 0)
        let again = try PorticoProcess.run(words, in: directory.path)
        #expect(
            again.errors == "portico: somebody signs in as «ada@vendor.example» already: choose another address\n")
        #expect(directory.names.contains("new.db"))
    }

    @Test("The overview names every verb, and the version is one line")
    func overview() throws {
        let overview = try PorticoProcess.run(["--help"]).output
        for verb in [
            "serve", "import", "backup", "user password", "user token", "validate", "schema print", "schema diff",
            "version", "help",
        ] {
            #expect(overview.contains("\n  \(verb) "))
        }
        #expect(try PorticoProcess.run(["--version"]).output == "portico 0.1.0\n")
    }
}
