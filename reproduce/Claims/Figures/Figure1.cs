namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>Figure 1: error of k-PL on a weakly coupled clique, J = 0.05.</summary>
public sealed class Figure1() : SampleEfficiency(number: 1, coupling: 0.05);
