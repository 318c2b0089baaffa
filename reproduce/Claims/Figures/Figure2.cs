namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>Figure 2: error of k-PL on a clique with coupling J = 0.3.</summary>
public sealed class Figure2() : SampleEfficiency(number: 2, coupling: 0.3);
