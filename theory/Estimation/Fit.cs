namespace Gmlm.Theory.Estimation;

/// <summary>The result of a minimisation.</summary>
/// <param name="Parameters">θ̂, d numbers.</param>
/// <param name="Loss">The objective at θ̂.</param>
/// <param name="GradientNorm">‖∇L(θ̂)‖₂.</param>
/// <param name="Iterations">The number of steps.</param>
/// <param name="Converged">
/// Whether the gradient norm met the tolerance; otherwise the iteration limit or the precision of the loss stopped it.
/// </param>
public sealed record Fit(double[] Parameters, double Loss, double GradientNorm, int Iterations, bool Converged);
