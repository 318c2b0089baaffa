[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Reproduce.Tests")]
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Attack")]
