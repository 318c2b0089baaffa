namespace Gmlm.Reproduce.Explore;

/// <summary>
/// The theory's quantities for one model. Lists over k start at k = 1. A null entry could not be computed, and <paramref name="LeftOut"/>
/// says why. A null list is not defined for this kind of model.
/// </summary>
/// <param name="Entropy">H(p), nats.</param>
/// <param name="TotalCorrelation">Σ_i H(X_i) − H(p), nats.</param>
/// <param name="Gap">The spectral gap of k-Gibbs.</param>
/// <param name="PoincareConstant">1/gap.</param>
/// <param name="EntropyTensorizationLowerBound">A lower bound on C_AT: the largest ratio KL(q‖p) / block entropy that was found.</param>
/// <param name="EntropyTensorizationUpperBound">An upper bound on C_AT that is proved.</param>
/// <param name="TraceAsymptoticCovariance">tr Γ_k of the k-pseudolikelihood estimator of all h_i and all J_ij.</param>
/// <param name="ExpectedCappedTime">E[min(T, budget)], where T is the hitting time of k-Gibbs from all −1 to all +1 in the clique.</param>
/// <param name="StationaryTotalVariation">TV(π, p), where π is the stationary distribution of independent parallel sampling.</param>
/// <param name="LogReachProbability">log P(T ≤ budget) of independent parallel sampling.</param>
/// <param name="LeftOut">The quantities that are null, with the reasons.</param>
public sealed record Exploration(
    double Entropy,
    double TotalCorrelation,
    IReadOnlyList<double?> Gap,
    IReadOnlyList<double?> PoincareConstant,
    IReadOnlyList<double?> EntropyTensorizationLowerBound,
    IReadOnlyList<double?> EntropyTensorizationUpperBound,
    IReadOnlyList<double?>? TraceAsymptoticCovariance,
    IReadOnlyList<double?>? ExpectedCappedTime,
    double? StationaryTotalVariation,
    double? LogReachProbability,
    IReadOnlyList<string> LeftOut);
