package io.sluice.engine.reference;

import io.sluice.engine.report.ErrorCode;

/// The error of a cell.
record CellFault(ErrorCode code, String rule) {
    static final CellFault TYPE = new CellFault(ErrorCode.TYPE_ERROR, "-");
    static final CellFault NOT_HASHED = new CellFault(ErrorCode.SENSITIVE_ERROR, "-");
    static final CellFault DUPLICATE = new CellFault(ErrorCode.UNIQUE_ERROR, "-");

    static CellFault ofRule(String rule) {
        return new CellFault(ErrorCode.CONSTRAINT_ERROR, rule);
    }
}
