[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Reproduce.Tests")]
