package import Portal

/// What is sold in a sales direction.
package enum ProductTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case salesDirectionID = "sales_direction_id"
        case name, series
        case listPrice = "list_price"
        case floorPrice = "floor_price"
        case currency, active
        /// `series`, with a value for every row.
        case seriesOrder = "series_order"
        /// `listPrice`, with a value for every row.
        case listPriceOrder = "list_price_order"
    }

    package static let name = "product"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: Known.direction(row + ".sales_direction_id")
        case .agent, .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .seriesOrder:
            "coalesce(\(row).series, '')"
        case .listPriceOrder:
            "coalesce(\(row).list_price, -1)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
