namespace Gmlm.Padir.Training;

/// <summary>A source and its target as token ids, each with its end; before the source stands [LENGTH] where the model reads it.</summary>
public readonly record struct Example(int[] Source, int[] Target);
