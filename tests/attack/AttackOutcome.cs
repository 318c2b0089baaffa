using Gmlm.Reproduce.Report;

namespace Gmlm.Attack;

/// <summary>What one kind of attack found.</summary>
/// <param name="Rows">One row a group of attempts, in a stable order.</param>
/// <param name="Losses">Each attempt that was not caught.</param>
internal sealed record AttackOutcome(IReadOnlyList<AttackRow> Rows, IReadOnlyList<Loss> Losses);
