package dev.heliograph.agent;

/**
 * One thing wrong with a plan, in words that a person or a model can repair it from.
 *
 * @param path where: {@code steps[1].args.mask}
 * @param code stable: unknown_tool, schema, unknown_reference, type_mismatch, missing_input,
 *     wrong_modality, unit_mismatch, cycle, duplicate_step, budget, unknown_structure
 * @param message the cause
 * @param fix what to do about it
 */
public record PlanProblem(String path, String code, String message, String fix) {}
